using System.Text.Json.Nodes;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>A dataset that can be found, though its quantum did not succeed.</summary>
/// <param name="ProducerDataId">Data ID of its quantum, required values.</param>
/// <param name="DataId">Its data ID, required values.</param>
/// <param name="RunsProduced">Whether it is there, by run.</param>
/// <param name="RunVisible">The run in which it is found.</param>
/// <param name="Messages">What tells why.</param>
public sealed record CursedDataset(JsonObject ProducerDataId, JsonObject DataId, OrderedDictionary<string, bool> RunsProduced, string? RunVisible, List<string> Messages);
