using System.Text.Json.Serialization;

namespace SkyButler.Datastores.Bin.Lists;

/// <summary>How the bin's lists are written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RemovedDataset))]
[JsonSerializable(typeof(BinSummary))]
internal sealed partial class BinJson : JsonSerializerContext;
