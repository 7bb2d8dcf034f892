/** Both typefaces, from this site's own files: latin first, latin-ext, cyrillic and the rest when a glyph asks for them. */
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
