using System.Text.Json.Nodes;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>An error as it is stored.</summary>
/// <param name="TypeName">Full name of its type.</param>
/// <param name="Message">What it says.</param>
/// <param name="Metadata">What the task added.</param>
public sealed record ExceptionText(string TypeName, string Message, JsonObject Metadata);
