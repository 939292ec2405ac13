# pyright: basic
# XGBoost has no complete types; this module is the only one that speaks to it.
"""Boosted trees behind a small interface; XGBoost is imported when first needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.features import COMPARED, OWN
from models.tracks import Floats

_DIGEST: Final = 16

PARAMETERS: Final[dict[str, Any]] = {
    "objective": "binary:logistic",
    "tree_method": "hist",
    "max_depth": 2,
    "eta": 0.05,
    "subsample": 0.8,
    "colsample_bytree": 0.5,
    # Stiff on purpose: the trees correct a ranking that is right on the whole.
    "lambda": 30.0,
    "min_child_weight": 5.0,
    "max_bin": 64,
    # Trees begin at the margins they are given, not at a mean.
    "base_score": 0.5,
    # Several threads inside a thread pool were four times slower than one.
    "nthread": 1,
    # What compares a track with the likes may only speak for it: taking a like away then never
    # raises a score, so that a reason read off these columns is true. It also stops the trees
    # from reading a like off the one like that is missing from its own comparison.
    "monotone_constraints": tuple([0] * len(OWN) + [1] * len(COMPARED)),
}


class Stopped(Exception):
    """A training was told to stop."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows to learn from: features (m, f), whether positive, weights, and margins to begin at."""

    features: Floats
    positive: NDArray[np.bool_]
    weights: Floats
    margins: Floats

    def only(self, chosen: NDArray[np.bool_]) -> "Sheet":
        """Return the chosen rows."""
        return Sheet(
            self.features[chosen],
            self.positive[chosen],
            self.weights[chosen],
            self.margins[chosen],
        )


def load() -> None:
    """Import XGBoost now rather than at first need, which takes about a second."""
    import xgboost  # noqa: F401


class Trees:
    """A trained booster that adds to the margins it began at."""

    def __init__(self, booster: Any) -> None:
        self._booster = booster

    @property
    def rounds(self) -> int:
        """How many trees there are."""
        return self._booster.num_boosted_rounds()

    @classmethod
    def load(cls, model: bytes) -> "Trees":
        """Read what `save` gave; raises ValueError for anything else."""
        import xgboost

        body, digest = model[:-_DIGEST], model[-_DIGEST:]
        if _digest(body) != digest:
            raise ValueError("the bytes hold no whole model")
        booster = xgboost.Booster({"nthread": 1})
        booster.load_model(bytearray(body))
        booster.set_param({"nthread": 1})
        return cls(booster)

    def note(self, name: str) -> str | None:
        """Return what `annotate` wrote under a name."""
        return self._booster.attr(name)

    def annotate(self, **notes: str) -> None:
        """Write short texts that are kept with the trees."""
        self._booster.set_attr(**notes)

    def save(self) -> bytes:
        """Return the model as UBJ and, behind it, a digest of it.

        Damaged bytes can take XGBoost and the whole process down, so `load` must know them
        before XGBoost sees them; XGBoost itself reads over the digest.
        """
        body = bytes(self._booster.save_raw("ubj"))
        return body + _digest(body)

    def margins(self, features: Floats) -> Floats:
        """Return (m,) what the trees add to the log odds of each row."""
        return self._booster.inplace_predict(features, predict_type="margin")

    def gains(self) -> dict[int, float]:
        """Return what the trees have gained by each column they use."""
        found = self._booster.get_score(importance_type="total_gain")
        return {int(name.removeprefix("f")): gain for name, gain in found.items()}

    def contributions(self, features: Floats) -> Floats:
        """Return (m, f) what each column adds to `margins`, up to a constant of all rows.

        It is read off the way through each tree (Saabas): reasons are as often true by it as by
        Shapley's values, which take twenty times as long.
        """
        import xgboost

        matrix = xgboost.DMatrix(features, nthread=1)
        return self._booster.predict(matrix, pred_contribs=True, approx_contribs=True)[:, :-1]


def grow(
    sheet: Sheet,
    *,
    rounds: int,
    seed: int,
    stop: Callable[[], bool],
    parameters: Mapping[str, Any] = PARAMETERS,
) -> Trees:
    """Grow trees, one a round.

    `stop` is asked before every round; raises `Stopped` when it says yes.
    """
    import xgboost
    from xgboost.callback import TrainingCallback

    class Watch(TrainingCallback):
        def before_iteration(self, model: Any, epoch: int, evals_log: Any) -> bool:
            if stop():
                raise Stopped
            return False

    booster = xgboost.train(
        {**parameters, "seed": seed},
        _matrix(sheet),
        rounds,
        callbacks=[Watch()],
    )
    return Trees(booster)


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST).digest()


def _matrix(sheet: Sheet) -> Any:
    import xgboost

    return xgboost.DMatrix(
        sheet.features,
        sheet.positive,
        weight=sheet.weights,
        base_margin=sheet.margins,
        nthread=1,
    )
