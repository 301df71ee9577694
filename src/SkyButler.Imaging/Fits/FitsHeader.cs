using System.Collections;

namespace SkyButler.Imaging.Fits;

/// <summary>
/// The cards of one HDU in their order. Keywords are matched without regard to case; where a keyword stands more than
/// once, the first card answers and <see cref="All"/> gives every one.
/// </summary>
public sealed partial class FitsHeader : IReadOnlyList<FitsCard>
{
    private readonly List<FitsCard> _cards = [];
    private Dictionary<string, int>? _first;

    /// <summary>A header without cards.</summary>
    public FitsHeader()
    {
    }

    /// <summary>A header of these cards.</summary>
    public FitsHeader(IEnumerable<FitsCard> cards) => _cards.AddRange(cards);

    /// <inheritdoc/>
    public int Count => _cards.Count;

    /// <inheritdoc/>
    public FitsCard this[int index] => _cards[index];

    /// <summary>Whether a card with a value has this keyword.</summary>
    public bool Contains(string keyword) => Index.ContainsKey(keyword);

    /// <summary>The first card with a value that has this keyword, or null.</summary>
    public FitsCard? Find(string keyword) => Index.TryGetValue(keyword, out int at) ? _cards[at] : null;

    /// <summary>All cards of this keyword in their order; so also the texts of COMMENT and HISTORY.</summary>
    public IEnumerable<FitsCard> All(string keyword) =>
        _cards.Where(card => card.Keyword.Equals(keyword, StringComparison.OrdinalIgnoreCase));

    /// <summary>Appends a card, even if its keyword is there already.</summary>
    public void Add(FitsCard card)
    {
        _cards.Add(card);
        if (_first is not null && !card.IsCommentary)
            _first.TryAdd(card.Keyword, _cards.Count - 1);
    }

    /// <summary>Appends cards.</summary>
    public void AddRange(IEnumerable<FitsCard> cards)
    {
        foreach (var card in cards)
            Add(card);
    }

    /// <summary>
    /// Replaces the first card of a keyword, or appends one. The old comment stays if none is given.
    /// </summary>
    /// <exception cref="ImagingException">FITS has no way to write the keyword or the value.</exception>
    public void Set(string keyword, object? value, string? comment = null)
    {
        if (Index.TryGetValue(keyword, out int at))
            _cards[at] = FitsCard.Of(_cards[at].Keyword, value, comment ?? _cards[at].Comment);
        else
            Add(FitsCard.Of(keyword, value, comment));
    }

    /// <summary>Appends a COMMENT.</summary>
    public void AddComment(string text) => Add(FitsCard.Commentary("COMMENT", text));

    /// <summary>Appends a HISTORY.</summary>
    public void AddHistory(string text) => Add(FitsCard.Commentary("HISTORY", text));

    /// <summary>Removes all cards of a keyword.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string keyword) => RemoveWhere(card => card.Keyword.Equals(keyword, StringComparison.OrdinalIgnoreCase)) > 0;

    /// <summary>Removes all cards that a condition holds for.</summary>
    /// <returns>How many were removed.</returns>
    public int RemoveWhere(Predicate<FitsCard> condition)
    {
        _first = null;
        return _cards.RemoveAll(condition);
    }

    /// <summary>A header with the same cards that can be changed apart from this one.</summary>
    public FitsHeader Clone() => new(_cards);

    /// <inheritdoc/>
    public IEnumerator<FitsCard> GetEnumerator() => _cards.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, int> Index
    {
        get
        {
            if (_first is not null)
                return _first;
            var first = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < _cards.Count; i++)
            {
                if (!_cards[i].IsCommentary)
                    first.TryAdd(_cards[i].Keyword, i);
            }

            return _first = first;
        }
    }
}
