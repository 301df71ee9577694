using System.Globalization;
using SkyButler.Instruments.Observations;

namespace SkyButler.Instruments.Translators.Formulas;

/// <summary>What words mean in a translator: properties, and the names that it gives to values of its own.</summary>
/// <param name="Own">Names of its own, and of those that it extends.</param>
/// <param name="Extensions">Properties that it defines.</param>
internal sealed record Names(IReadOnlySet<string> Own, IReadOnlySet<string> Extensions)
{
    /// <summary>All words.</summary>
    public IEnumerable<string> All => Own.Concat(Extensions).Concat(ObservationProperties.Names);

    /// <summary>Whether a word is a property or a name.</summary>
    public bool Knows(string word) => Own.Contains(word) || Extensions.Contains(word) || ObservationProperties.Find(word) is not null;

    /// <summary>The value that a word stands for, of a capture (<c>$1</c>), a name, a property, or else a card.</summary>
    public Func<Scope, object?> Source(string word)
    {
        if (word.StartsWith('$') && int.TryParse(word.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return scope => scope.Capture(number);
        if (Own.Contains(word))
            return scope => scope.Translation.FindName(word);
        if (Knows(word))
            return scope => scope.Translation.Find(word);
        return scope => scope.Translation.Card(word);
    }
}
