using SkyButler.Datasets;

namespace SkyButler.Registry.Datasets.Types;

/// <summary>Dataset types that are not registered yet, but whose tables are there: what is left to do can be a part of a transaction.</summary>
/// <param name="Types">The types.</param>
/// <param name="Keys">The keys of their dimensions, by their names.</param>
internal sealed record PreparedTypes(IReadOnlyList<DatasetType> Types, IReadOnlyDictionary<string, long> Keys);
