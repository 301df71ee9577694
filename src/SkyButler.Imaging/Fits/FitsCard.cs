namespace SkyButler.Imaging.Fits;

/// <summary>
/// One entry of a FITS header (FITS standard 4.0, section 4). A long string that a file spreads over CONTINUE cards is one entry.
/// </summary>
public sealed record FitsCard
{
    private FitsCard(string keyword, object? value, string? comment, bool isCommentary) =>
        (Keyword, Value, Comment, IsCommentary) = (keyword, value, comment, isCommentary);

    /// <summary>The keyword; of a HIERARCH card, what follows that word.</summary>
    public string Keyword { get; }

    /// <summary>
    /// The value: <see cref="bool"/>, <see cref="long"/>, <see cref="double"/>, <see cref="System.Numerics.Complex"/>,
    /// <see cref="string"/> (without trailing blanks), or null when the file leaves it undefined.
    /// </summary>
    public object? Value { get; }

    /// <summary>The comment behind the value, or the text of a commentary card.</summary>
    public string? Comment { get; }

    /// <summary>Whether the card holds text instead of a value (COMMENT, HISTORY, a blank keyword).</summary>
    public bool IsCommentary { get; }

    /// <summary>A card with a value. Integers of any size become <see cref="long"/>, single precision becomes double.</summary>
    /// <exception cref="ImagingException">The keyword is empty or not printable ASCII, or the value of a type that FITS doesn't know.</exception>
    public static FitsCard Of(string keyword, object? value, string? comment = null)
    {
        string name = keyword.Trim();
        if (!IsKeyword(name))
            throw new ImagingException($"'{keyword}' can't be the keyword of a FITS card: 1 to 64 printable ASCII characters without '='");
        object? held = value switch
        {
            null or bool or long or double or string or System.Numerics.Complex => value,
            byte or sbyte or short or ushort or int or uint or (ulong and <= long.MaxValue) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
            float single => double.Parse(single.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
                System.Globalization.CultureInfo.InvariantCulture),
            _ => throw new ImagingException($"A FITS card can't hold the {value.GetType().Name} given for {keyword}: use a truth value, number or text"),
        };
        return new FitsCard(name, held, comment, isCommentary: false);
    }

    internal static bool IsKeyword(string name) =>
        name.Length is > 0 and <= 64 && !name.Contains('=', StringComparison.Ordinal) && name.All(c => c is >= ' ' and <= '~');

    /// <summary>A card of text: COMMENT, HISTORY or a blank keyword.</summary>
    public static FitsCard Commentary(string keyword, string text) => new(keyword.Trim(), null, text, isCommentary: true);
}
