namespace SkyButler.Imaging.Fits.Tables.Reading;

/// <summary>
/// Bands, filters and classes repeat from row to row: equal texts of a column are one object, as long as not too many differ.
/// </summary>
internal sealed class TextCache(int textLength)
{
    private const int Slots = 256;
    private readonly byte[] _bytes = new byte[Slots * textLength];
    private readonly string?[] _texts = new string?[Slots];

    /// <summary>The text in a field.</summary>
    public string Find(ReadOnlySpan<byte> field)
    {
        // FNV-1a, whose upper bits are mixed best.
        uint hash = 2166136261;
        foreach (byte b in field)
            hash = (hash ^ b) * 16777619;
        int slot = (int)((hash ^ (hash >> 16)) % Slots);
        var kept = _bytes.AsSpan(slot * textLength, textLength);
        if (_texts[slot] is { } text && field.SequenceEqual(kept))
            return text;
        field.CopyTo(kept);
        return _texts[slot] = TextSink.Decode(field);
    }
}
