namespace SkyButler.Geometry.Pixelizations;

/// <summary>Indices as base-4 digits, one a level.</summary>
internal static class BaseFour
{
    public static string Digits(ulong index, int level) => string.Create(level, index, static (text, value) =>
    {
        for (var i = text.Length - 1; i >= 0; i--, value >>= 2)
            text[i] = (char)('0' + (int)(value & 3));
    });
}
