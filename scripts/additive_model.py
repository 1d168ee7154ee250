# SPDX-License-Identifier: Apache-2.0
"""Additive model with curves of a given shape, for train_cramp_model.py."""
import numpy as np
from scipy.optimize import minimize


class Curves:
    """Log odds = intercept + the sum of one curve for each column, straight between knots, fitted by
    penalised maximum likelihood. `evidence`: {column: (logarithm, way)}."""

    def __init__(self, evidence):
        self.evidence = evidence

    def fit(self, x, y, share, knots=7, smooth=4.0, ridge=0.2, level=0.5):
        """`share`: how much each row counts."""
        self.knots = [self.places(column, y, knots) for column in x.T]
        shaped, bounds = self.shaped()
        basis = self.basis(x) @ shaped
        penalty = shaped.T @ self.penalty(shaped.shape[0], smooth, ridge, level) @ shaped
        target = y.astype(float)

        def loss(free):
            z = basis @ free[1:] + free[0]
            gap = share * (1 / (1 + np.exp(-z)) - target)
            pull = penalty @ free[1:]
            value = (share * (np.logaddexp(0, z) - target * z)).sum() + 0.5 * free[1:] @ pull
            return value, np.r_[gap.sum(), basis.T @ gap + pull]

        fitted = minimize(loss, np.zeros(basis.shape[1] + 1), jac=True, method="L-BFGS-B",
                          bounds=[(None, None), *bounds], options={"maxiter": 2000, "maxfun": 4000}).x
        self.intercept, self.weights = fitted[0], shaped @ fitted[1:]
        return self

    def shaped(self):
        """Matrix from free numbers to weights, and the bounds of the free numbers: steps of one
        sign for "up" and "down", bends of one sign for "hump"."""
        size = sum(len(knots) + 1 for knots in self.knots)
        matrix, bounds, at = np.zeros((size, size)), [], 0
        for knots, (_, way) in zip(self.knots, self.evidence.values()):
            count = len(knots)
            block = np.eye(count + 1)  # the last one: missing
            block[:count, 0] = 1
            for i in range(1, count):
                if way == "hump":
                    from_knot = np.maximum(0, knots - knots[i - 1]) / max(1e-9, knots[-1] - knots[0])
                    block[:count, i] = from_knot if i == 1 else -from_knot
                else:
                    block[i:count, i] = 1 if way == "up" else -1
            matrix[at:at + count + 1, at:at + count + 1] = block
            free = (None, None)
            bounds += [free] + [free if way == "hump" and i == 1 else (0, None)
                                for i in range(1, count)] + [free]
            at += count + 1
        return matrix, bounds

    @staticmethod
    def places(values, y, knots):
        known, cramps = values[~np.isnan(values)], values[y & ~np.isnan(values)]
        if len(known) == 0 or len(cramps) == 0:
            return np.array([0.0])
        half = knots // 2 + 1
        wanted = np.unique(np.r_[np.quantile(known, np.linspace(0.01, 0.99, half)),
                                 np.quantile(cramps, np.linspace(0.02, 0.98, half))])
        kept = [wanted[0]]
        for value in wanted[1:]:  # knots that are too near to each other carry nothing
            if value - kept[-1] > 0.02 * (wanted[-1] - wanted[0]) + 1e-9:
                kept.append(value)
        return np.array(kept)

    def penalty(self, size, smooth, ridge, level):
        matrix, at = np.zeros((size, size)), 0
        for knots in self.knots:
            count = len(knots)
            block = ridge * np.eye(count + 1)
            for i in range(count - 1):
                block[i:i + 2, i:i + 2] += 0.25 * smooth * np.array([[1, -1], [-1, 1]])
            for i in range(count - 2):
                bend = np.zeros(count + 1)
                bend[i:i + 3] = 1, -2, 1
                block += smooth * np.outer(bend, bend)
            block[count, count] += level
            matrix[at:at + count + 1, at:at + count + 1] = block
            at += count + 1
        return matrix

    def basis(self, x):
        parts = []
        for values, knots in zip(x.T, self.knots):
            missing = np.isnan(values)
            inside, part = np.where(missing, knots[0], np.clip(values, knots[0], knots[-1])), np.zeros(
                (len(values), len(knots) + 1))
            if len(knots) == 1:
                part[:, 0] = 1
            else:
                left = np.clip(np.searchsorted(knots, inside, "right") - 1, 0, len(knots) - 2)
                along = (inside - knots[left]) / (knots[left + 1] - knots[left])
                part[np.arange(len(values)), left] = 1 - along
                part[np.arange(len(values)), left + 1] += along
            part[missing] = np.eye(len(knots) + 1)[-1]
            parts.append(part)
        return np.hstack(parts)

    def probability(self, x):
        return 1 / (1 + np.exp(-self.log_odds(x)))

    def calibrate(self, log_odds, right):
        """Shifts and stretches the log odds so that a share p of what has probability p is right."""
        low = np.clip(log_odds, -20, 20)

        def loss(line):
            z = line[0] + line[1] * low
            return (np.logaddexp(0, z) - right * z).sum()

        shift, stretch = minimize(loss, [0.0, 1.0], method="Nelder-Mead").x
        self.intercept = shift + stretch * self.intercept
        self.weights = stretch * self.weights
        return self

    def log_odds(self, x):
        return self.basis(x) @ self.weights + self.intercept

    def toml(self, heading):
        text, at = heading + f"intercept = {self.intercept:.4f}\n", 0
        for (name, (logarithm, _)), knots in zip(self.evidence.items(), self.knots):
            weights = self.weights[at:at + len(knots) + 1]
            at += len(knots) + 1
            text += f'\n[[curve]]\nevidence = "{name}"\n' + ('scale = "log"\n' if logarithm else "")
            text += "knots = [" + ", ".join(f"{k:.6g}" for k in knots) + "]\n"
            text += "weights = [" + ", ".join(f"{w:.4f}" for w in weights[:-1]) + "]\n"
            text += f"missing = {weights[-1]:.4f}\n"
        return text
