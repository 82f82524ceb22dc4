"""What a message says about its impact, by the trained model under `intakebot/models/impact`.

Two readers blended: a fine-tuned multilingual encoder, and n-gram heads that also read alone where onnxruntime or the
encoder's files are missing. It knows neither terms nor tickets: what a document makes of an impact is the terms' matter.
"""
