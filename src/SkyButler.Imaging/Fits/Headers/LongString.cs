using System.Text;

namespace SkyButler.Imaging.Fits.Headers;

/// <summary>Joins a string that ends in &amp; with the CONTINUE cards behind it (FITS standard 4.2.1.2).</summary>
internal sealed class LongString
{
    private readonly StringBuilder _value = new();
    private readonly StringBuilder _comment = new();
    private string? _keyword;

    public bool TryStart(FitsCard card)
    {
        if (card.Value is not string text || !text.EndsWith('&'))
            return false;
        _keyword = card.Keyword;
        _value.Append(text);
        _comment.Append(card.Comment);
        return true;
    }

    public bool TryAppend(string card)
    {
        if (_keyword is null || !card.StartsWith("CONTINUE", StringComparison.Ordinal) || _value.Length == 0 || _value[^1] != '&')
            return false;
        var (value, comment) = ValueParser.Parse(card.AsSpan(8));
        if (value is not string text)
            return false;
        _value.Length--;
        _value.Append(text);
        _comment.Append(comment);
        return true;
    }

    public void Flush(List<FitsCard> cards)
    {
        if (_keyword is null)
            return;
        cards.Add(FitsCard.Of(_keyword, _value.ToString(), _comment.Length > 0 ? _comment.ToString() : null));
        _keyword = null;
        _value.Clear();
        _comment.Clear();
    }
}
