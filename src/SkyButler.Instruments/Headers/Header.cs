using System.Collections;

namespace SkyButler.Instruments.Headers;

/// <summary>
/// The cards of a header in their order, by keyword (in any case), without comments. Values are <see cref="bool"/>, <see cref="long"/>,
/// <see cref="double"/>, <see cref="string"/>, null where undefined, or a list of such where a keyword stands more than once.
/// </summary>
public sealed class Header : IReadOnlyCollection<KeyValuePair<string, object?>>
{
    private readonly OrderedDictionary<string, object?> cards = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A header without cards.</summary>
    public Header()
    {
    }

    /// <summary>A header of these cards; of several with one keyword the last counts.</summary>
    public Header(IEnumerable<KeyValuePair<string, object?>> cards)
    {
        foreach (var (keyword, value) in cards)
            this[keyword] = value;
    }

    /// <inheritdoc/>
    public int Count => cards.Count;

    /// <summary>Keywords in their order.</summary>
    public IEnumerable<string> Keywords => cards.Keys;

    /// <summary>The value of a card; null where it is absent or undefined. Setting replaces a card, or appends one.</summary>
    public object? this[string keyword]
    {
        get => cards.GetValueOrDefault(keyword);
        set => cards[keyword] = value;
    }

    /// <summary>Whether there is such a card, defined or not.</summary>
    public bool Contains(string keyword) => cards.ContainsKey(keyword);

    /// <summary>Whether there is such a card with a value that is neither undefined nor blank.</summary>
    public bool IsDefined(string keyword) => this[keyword] is { } value && value is not string { Length: 0 } && !(value is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>Removes a card.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string keyword) => cards.Remove(keyword);

    /// <summary>The same cards in a header of its own.</summary>
    public Header Clone() => new(cards);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => cards.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
