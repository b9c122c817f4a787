"""The studio: where recordings are made, by a job class at work before a server. It knows harnesses, and judges nothing."""
