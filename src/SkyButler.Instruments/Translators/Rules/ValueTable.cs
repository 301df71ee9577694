using SkyButler.Instruments.Observations;

namespace SkyButler.Instruments.Translators.Rules;

/// <summary>What stands for which value.</summary>
/// <param name="Entries">Values by the text of what they stand for.</param>
/// <param name="KeepsOthers">Whether a value that is not listed stays; else nothing is known of it.</param>
internal sealed record ValueTable(IReadOnlyDictionary<string, object?> Entries, bool KeepsOthers)
{
    /// <summary>What stands for a value; null where it is not known.</summary>
    public object? Find(object value) => Entries.TryGetValue(ObservationValue.Text(value), out var found) ? found : KeepsOthers ? value : null;
}
