using SkyButler.Imaging.Images;

namespace SkyButler.Examples.Tasks;

/// <summary>Divides by a flat; where the flat is no positive number, pixels become NaN and are masked.</summary>
internal static class FlatField
{
    public static void Divide(MaskedImage image, MaskedImage flat)
    {
        image.Divide(flat);
        var bad = image.Mask.Planes.BitMask("BAD") | image.Mask.Planes.BitMask("NO_DATA");
        for (var i = 0; i < flat.Image.Pixels.Length; i++)
        {
            if (flat.Image.Pixels[i] > 0 && float.IsFinite(flat.Image.Pixels[i]))
                continue;
            image.Image.Pixels[i] = float.NaN;
            image.Variance.Pixels[i] = float.NaN;
            image.Mask.Bits.Pixels[i] |= bad;
        }
    }
}
