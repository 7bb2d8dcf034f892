declare module 'lz4js' {
  const lz4: {
    /** As a frame. */
    compress(bytes: Uint8Array): ArrayLike<number>;
  };
  export default lz4;
}
