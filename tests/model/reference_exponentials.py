"""Divided differences of exponentials in decimal arithmetic: slow, exact to fifty digits, sharing no code."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext

Matrix = list[list[Decimal]]

_DIGITS = 90
_TERMS = 50


def chain(rates: Sequence[float], t: float) -> Decimal:
    """Response of a chain of first-order steps at time `t` to a unit dose, without the product of the rates.

    By definition the lower left corner of exp(A t), where A has -rates on its diagonal and ones below it;
    exp by Taylor series after halving, then repeated squaring. Equal rates need no special case.
    """
    with localcontext() as context:
        context.prec = _DIGITS
        size, step, doublings = len(rates), Decimal(float(t)), 0
        largest = max(Decimal(float(rate)) for rate in rates)
        while largest * step > Decimal("0.5"):
            step, doublings = step / 2, doublings + 1
        a: Matrix = [[Decimal(0)] * size for _ in range(size)]
        for i, rate in enumerate(rates):
            a[i][i] = -Decimal(float(rate)) * step
            if i:
                a[i][i - 1] = step
        term, total = _unit(size), _unit(size)
        for k in range(1, _TERMS):
            term = [[x / k for x in row] for row in _product(term, a)]
            total = [[x + y for x, y in zip(p, q, strict=True)] for p, q in zip(total, term, strict=True)]
        for _ in range(doublings):
            total = _product(total, total)
        return +total[size - 1][0]


def _unit(size: int) -> Matrix:
    return [[Decimal(int(i == j)) for j in range(size)] for i in range(size)]


def _product(x: Matrix, y: Matrix) -> Matrix:
    size = len(x)
    return [
        [sum((x[i][k] * y[k][j] for k in range(j, i + 1)), Decimal(0)) for j in range(size)]
        for i in range(size)
    ]
