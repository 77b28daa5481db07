"""The parts of the commands `run`, `latency` and `scale`."""
