using System.Text;

namespace SkyButler.Imaging.Fits.Headers;

/// <summary>
/// Reads header cards from their bytes. Lenient on values and comments, as files in the wild need; what decides about
/// extents is checked elsewhere.
/// </summary>
internal static class HeaderParser
{
    public const int CardLength = 80;

    /// <summary>Whether the card is the one that ends a header.</summary>
    public static bool IsEnd(ReadOnlySpan<byte> card) => card.StartsWith("END"u8) && card[3..].Trim((byte)' ').IsEmpty;

    /// <summary>Reads cards up to END, or to the end of the bytes.</summary>
    public static FitsHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var cards = new List<FitsCard>(bytes.Length / CardLength);
        var continuation = new LongString();
        for (int at = 0; at + CardLength <= bytes.Length; at += CardLength)
        {
            var card = bytes.Slice(at, CardLength);
            if (IsEnd(card))
                break;
            string text = Printable(card);
            if (continuation.TryAppend(text))
                continue;
            continuation.Flush(cards);
            var parsed = ParseCard(text);
            if (!continuation.TryStart(parsed))
                cards.Add(parsed);
        }

        continuation.Flush(cards);
        return new FitsHeader(cards);
    }

    private static FitsCard ParseCard(string text)
    {
        string keyword = text[..8].Trim();
        if (text[8] == '=' && FitsCard.IsKeyword(keyword) && !IsCommentary(keyword))
            return WithValue(keyword, text.AsSpan(9));
        if (keyword == "HIERARCH" && text.IndexOf('=', StringComparison.Ordinal) is > 8 and int equals
            && text[8..equals].Trim() is var name && FitsCard.IsKeyword(name))
            return WithValue(name, text.AsSpan(equals + 1));
        // Without "= " a keyword has no value but text, whatever its name (FITS standard 4.1.2.2).
        // Those of the layout would mislead a reader of a copy.
        return IsCommentary(keyword) || (FitsCard.IsKeyword(keyword) && keyword != "END" && !CompressedHeader.Structural().IsMatch(keyword))
            ? FitsCard.Commentary(keyword, text[8..].TrimEnd())
            : FitsCard.Commentary("", text.TrimEnd());
    }

    private static FitsCard WithValue(string keyword, ReadOnlySpan<char> field)
    {
        var (value, comment) = ValueParser.Parse(field);
        return FitsCard.Of(keyword, value, comment);
    }

    private static bool IsCommentary(string keyword) => keyword is "" or "COMMENT" or "HISTORY";

    private static string Printable(ReadOnlySpan<byte> card)
    {
        var text = new StringBuilder(CardLength);
        foreach (byte b in card)
            text.Append(b is >= 32 and <= 126 ? (char)b : b is 0 or 9 or 10 or 13 ? ' ' : '?');
        return text.ToString();
    }
}
