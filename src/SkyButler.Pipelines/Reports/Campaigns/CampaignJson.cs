using System.Text.Json.Serialization;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>The layout of summaries.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CampaignSummary))]
internal sealed partial class CampaignJson : JsonSerializerContext;
