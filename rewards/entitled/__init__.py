"""What the nightly batch will pay."""
