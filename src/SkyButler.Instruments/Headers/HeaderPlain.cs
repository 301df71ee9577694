namespace SkyButler.Instruments.Headers;

/// <summary>Headers as plain data.</summary>
public static class HeaderPlain
{
    /// <summary>The cards as a mapping in their order.</summary>
    public static OrderedDictionary<string, object?> ToPlain(this Header header)
    {
        var plain = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (keyword, value) in header)
            plain[keyword] = value;
        return plain;
    }
}
