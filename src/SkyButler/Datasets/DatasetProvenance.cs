using System.Globalization;
using SkyButler.Dimensions.DataIds;

namespace SkyButler.Datasets;

/// <summary>What made a dataset: written into files whose format has room for it, as the original does.</summary>
public sealed record DatasetProvenance
{
    // More would make headers that nobody can read.
    private const int MostInputs = 3000;

    /// <summary>Nothing is known.</summary>
    public static DatasetProvenance Unknown { get; } = new();

    /// <summary>The quantum that made it.</summary>
    public Guid? Quantum { get; init; }

    /// <summary>The datasets that were read for it, in the order of reading.</summary>
    public IReadOnlyList<DatasetRef> Inputs { get; init; } = [];

    /// <summary>
    /// Keys with values (texts, numbers) that tell of a dataset and what made it, each key in upper case and joined of a prefix and its parts:
    /// <c>LSST BUTLER DATAID VISIT</c>.
    /// </summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="prefix">How all keys begin.</param>
    /// <param name="separator">What stands between the parts of keys.</param>
    internal IEnumerable<(string Key, object Value)> Describe(DatasetRef dataset, string prefix, char separator)
    {
        foreach (var (name, value) in Of(dataset))
            yield return (Key(name), value);
        foreach (var dimension in dataset.DataId.Dimensions.Required.Select(element => element.Name).Order(StringComparer.Ordinal))
            yield return (Key("DATAID", dimension.ToUpperInvariant()), Plain(dataset.DataId[dimension]));
        if (Quantum is { } quantum)
            yield return (Key("QUANTUM"), quantum.ToString());
        yield return (Key("N_INPUTS"), (long)Inputs.Count);
        if (Inputs.Count > MostInputs)
            yield break;
        for (var i = 0; i < Inputs.Count; i++)
            foreach (var (name, value) in Of(Inputs[i]))
                yield return (Key("INPUT", i.ToString(CultureInfo.InvariantCulture), name), value);

        string Key(params ReadOnlySpan<string?> parts) => $"{prefix}{separator}{string.Join(separator, parts!)}";
    }

    private static IEnumerable<(string Name, object Value)> Of(DatasetRef dataset) =>
        [("ID", dataset.Id.ToString()), ("RUN", dataset.Run), ("DATASETTYPE", dataset.DatasetType.ParentName)];

    private static object Plain(DataIdValue value) => value.ToObject();
}
