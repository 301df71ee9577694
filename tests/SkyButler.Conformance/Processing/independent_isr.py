"""Removes the instrument's signature from an imsim raw with astropy and numpy alone, and compares the outcome with a file.

usage: independent_isr.py RAW BIAS DARK FLAT PROCESSED amplifier|row

Prints one JSON object: the worst relative differences of image and variance, how many mask pixels differ, and what the image is like.
"""
import json
import re
import sys
import warnings

import numpy as np
from astropy.io import fits

warnings.simplefilter("ignore")
GAIN, READ_NOISE, SATURATION = 0.7, 7.0, 142857


def section(text):
    """The four numbers of a section such as [509:1,1:2000]."""
    return [int(number) for number in re.findall(r"\d+", text)]


def slices(first, last):
    """The rows or columns of a range, and whether it runs backwards."""
    return slice(min(first, last) - 1, max(first, last)), first > last


def assemble(path, by_row):
    """The detector's image after overscan subtraction, and where a raw pixel was saturated."""
    image = np.full((4000, 4072), np.nan)
    saturated = np.zeros(image.shape, bool)
    with fits.open(path) as raw:
        dark_time = raw[0].header["DARKTIME"]
        for hdu in raw[1:]:
            x1, x2, y1, y2 = section(hdu.header["DATASEC"])
            pixels = hdu.data.astype(np.float64)
            data = pixels[y1 - 1:y2, x1 - 1:x2]
            overscan = pixels[y1 - 1:y2, x2:]
            level = overscan.mean(axis=1, keepdims=True) if by_row else np.median(overscan)
            x1, x2, y1, y2 = section(hdu.header["DETSEC"])
            (columns, flip_x), (rows, flip_y) = slices(x1, x2), slices(y1, y2)
            turn = (slice(None, None, -1 if flip_y else 1), slice(None, None, -1 if flip_x else 1))
            image[rows, columns] = (data - level)[turn]
            saturated[rows, columns] = (data >= SATURATION)[turn]
    assert not np.isnan(image).any(), "amplifiers leave gaps"
    return image, saturated, dark_time


def exposure(path):
    """Image, variance and mask planes by name, each told by EXTTYPE; and the dark time."""
    with fits.open(path) as file:
        planes = {hdu.header["EXTTYPE"]: hdu for hdu in file[1:4]}
        mask = planes["MASK"].data
        bits = {card[3:]: (mask & (1 << bit)) != 0 for card, bit in planes["MASK"].header.items() if card.startswith("MP_")}
        return planes["IMAGE"].data.astype(np.float64), planes["VARIANCE"].data.astype(np.float64), bits, file[0].header.get("DARKTIME")


def worst(found, expected):
    """The largest difference, relative to the expected value; pixels that are no number must be so in both."""
    if not np.array_equal(np.isnan(found), np.isnan(expected)):
        return float("inf")
    return float(np.nanmax(np.abs(found - expected) / np.abs(expected)))


def main(raw, bias, dark, flat, processed, mode):
    image, saturated, dark_time = assemble(raw, mode == "row")
    masks = [{"SAT": saturated}]

    value, variance_of, bits, _ = exposure(bias)
    image -= value
    variance = np.maximum(0, image) / GAIN + (READ_NOISE / GAIN) ** 2 + variance_of
    masks.append(bits)

    value, variance_of, bits, calibration_time = exposure(dark)
    scale = dark_time / calibration_time
    image -= scale * value
    variance += scale ** 2 * variance_of
    masks.append(bits)

    value, variance_of, bits, _ = exposure(flat)
    dead = value <= 0
    value[dead] = np.nan
    variance = variance / value ** 2 + variance_of * image ** 2 / value ** 4
    image /= value
    masks += [bits, {"BAD": dead, "NO_DATA": dead}]

    found, found_variance, found_bits, _ = exposure(processed)
    differing = {}
    for name in sorted(set(found_bits).union(*masks)):
        expected = np.zeros(image.shape, bool)
        for mask in masks:
            expected |= mask.get(name, False)
        differing[name] = int((found_bits.get(name, np.zeros_like(expected)) != expected).sum())
    print(json.dumps({
        "shape": [found.shape[1], found.shape[0]],
        "image": worst(found, image),
        "variance": worst(found_variance, variance),
        "mask": sum(differing.values()),
        "differing": {name: count for name, count in differing.items() if count},
        "darkScale": scale,
        "median": float(np.nanmedian(found)),
        "saturated": int(saturated.sum()),
        "dead": int(dead.sum()),
    }))


main(*sys.argv[1:])
