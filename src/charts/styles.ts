/** The style sheets of all charts, in one place. */
import './charts.css';
import './chart-frame.css';
import './chart-cells.css';
import './chart-choices.css';
