using System.Text.Json;
using System.Text.Json.Serialization;

namespace SkyButler.Pipelines.Reports.Campaigns;

/// <summary>What became of a pipeline's quanta and datasets over several runs.</summary>
public sealed class CampaignSummary
{
    /// <summary>By label, in the order in which tasks are executed.</summary>
    [JsonRequired]
    public OrderedDictionary<string, TaskSummary> Tasks { get; set; } = [];

    /// <summary>By dataset type.</summary>
    [JsonRequired]
    public OrderedDictionary<string, DatasetTypeSummary> Datasets { get; set; } = [];

    /// <summary>The summary of several, which must be of different data.</summary>
    /// <exception cref="PipelineException">They are of different pipelines.</exception>
    public static CampaignSummary Of(IEnumerable<CampaignSummary> summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        var whole = new CampaignSummary();
        foreach (var summary in summaries)
        {
            foreach (var (label, task) in summary.Tasks)
            {
                if (!whole.Tasks.TryGetValue(label, out var sum))
                    whole.Tasks.Add(label, sum = new TaskSummary());
                sum.Add(task);
            }

            foreach (var (type, datasets) in summary.Datasets)
            {
                if (!whole.Datasets.TryGetValue(type, out var sum))
                    whole.Datasets.Add(type, sum = new DatasetTypeSummary());
                sum.Add(datasets);
            }
        }

        return whole;
    }

    /// <summary>The summary as JSON, in the original's layout.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CampaignJson.Default.CampaignSummary);

    /// <summary>Reads what <see cref="ToJson"/> or the original wrote.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="name">Where it comes from, for errors.</param>
    /// <exception cref="PipelineException">It is something else.</exception>
    public static CampaignSummary FromJson(string text, string name)
    {
        try
        {
            return JsonSerializer.Deserialize(text, CampaignJson.Default.CampaignSummary) ?? throw new JsonException("It is empty.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new PipelineException($"'{name}' is no summary of several graphs by 'pipetask report': {e.Message.ReplaceLineEndings(" ")} Write one by --full-output-filename, and by --force-v2 for a single graph.", e);
        }
    }
}
