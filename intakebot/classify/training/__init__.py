"""How the model of impact is made: `make train`, in an environment of its own (torch is gigabytes).

Nothing of this is imported while intakebot runs. What it makes lies in `intakebot/models/impact`; how well that does is
measured by `intakebot evaluate`, which needs no torch.
"""
