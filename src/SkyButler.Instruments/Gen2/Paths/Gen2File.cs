using SkyButler.Instruments.Gen2.Policies;

namespace SkyButler.Instruments.Gen2.Paths;

/// <summary>A file that a template fits.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Keys">What its path says, integers without leading zeros.</param>
internal sealed record Gen2File(string Path, Gen2DatasetType Type, IReadOnlyDictionary<string, string> Keys);
