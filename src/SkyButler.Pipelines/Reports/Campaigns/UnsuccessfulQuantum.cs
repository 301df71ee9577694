using System.Text.Json.Nodes;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>A quantum that failed, or whose records contradict one another.</summary>
/// <param name="DataId">Its data ID, required values.</param>
/// <param name="Runs">What became of it in each run: SUCCESSFUL, FAILED, BLOCKED, LOGS_MISSING or METADATA_MISSING.</param>
/// <param name="Messages">What tells why: errors of its logs, or what contradicts.</param>
public sealed record UnsuccessfulQuantum(JsonObject DataId, OrderedDictionary<string, string> Runs, List<string> Messages);
