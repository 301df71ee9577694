using SkyButler.Instruments.Headers;
using SkyButler.Instruments.Translators.Formulas;
using SkyButler.Instruments.Translators.Rules;

namespace SkyButler.Instruments.Translators.Reading;

/// <summary>Something that is mended in headers.</summary>
/// <param name="When">Which headers; null for all.</param>
/// <param name="Set">What cards become; a card whose rule has no value is left alone.</param>
/// <param name="Removed">Cards that go.</param>
internal sealed record HeaderFix(Condition? When, IReadOnlyList<KeyValuePair<string, Rule>> Set, IReadOnlyList<string> Removed)
{
    /// <summary>Mends a header.</summary>
    /// <returns>Whether anything was changed.</returns>
    public bool Apply(Header header, Scope scope)
    {
        if (When is not null && !When(scope))
            return false;
        var changed = false;
        var values = Set.Select(entry => (entry.Key, Value: entry.Value.Evaluate(scope))).ToList();
        foreach (var (keyword, value) in values)
        {
            if (value is null || Equals(header[keyword], value))
                continue;
            header[keyword] = value;
            changed = true;
        }

        foreach (var keyword in Removed)
            changed |= header.Remove(keyword);
        return changed;
    }
}
