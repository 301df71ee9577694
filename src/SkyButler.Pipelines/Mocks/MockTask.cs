using SkyButler.Datasets;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Tasks;
using SkyButler.Queries;

namespace SkyButler.Pipelines.Mocks;

/// <summary>
/// A task whose dimensions and connections come from its configuration. It reads nothing and computes nothing: each output records the
/// task's label, the quantum's data ID, and which datasets there were to read. It fails on request.
/// </summary>
[PipelineTask(ClassName, Aliases = [Alias])]
public sealed class MockTask : PipelineTask<MockConfig, MockConnections>
{
    /// <summary>The name that pipelines use.</summary>
    public const string ClassName = "skybutler.MockTask";

    private const string Alias = "lsst.pipe.base.tests.mocks.DynamicTestPipelineTask";

    /// <inheritdoc />
    protected internal override Task<TaskOutputs> InitializeAsync(TaskInputs inputs, CancellationToken cancellationToken)
    {
        var outputs = new TaskOutputs();
        foreach (var name in Config.InitOutputs.Keys)
            outputs[name] = new OrderedDictionary<string, object?> { ["task"] = Label };
        return Task.FromResult(outputs);
    }

    /// <inheritdoc />
    protected internal override async Task RunQuantumAsync(
        QuantumContext context, QuantumInputs inputs, QuantumOutputs outputs, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (Config.FailCondition is { } condition && DataIdCondition.Parse(condition).Holds(context.DataId))
            throw MockFailure.Of(Config.FailException, $"Task '{Label}' was told to fail where {condition}, and is at {context.DataId}.");
        var read = new OrderedDictionary<string, object?>();
        foreach (var name in inputs.Names)
            read[name] = inputs[name].Select(Describe).ToList();
        foreach (var name in outputs.Names)
        {
            foreach (var dataset in outputs[name])
            {
                var record = new OrderedDictionary<string, object?>
                {
                    ["task"] = Label,
                    ["data_id"] = Values(context.DataId),
                    ["inputs"] = read,
                };
                await context.PutAsync(record, dataset, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static OrderedDictionary<string, object?> Describe(DatasetRef dataset) => new()
    {
        ["dataset_type"] = dataset.DatasetType.Name,
        ["data_id"] = Values(dataset.DataId),
        ["run"] = dataset.Run,
        ["id"] = dataset.Id.ToString(),
    };

    private static OrderedDictionary<string, object?> Values(Dimensions.DataIds.DataCoordinate dataId)
    {
        var values = new OrderedDictionary<string, object?>();
        foreach (var (name, value) in dataId.Items.Take(dataId.Dimensions.Required.Count))
            values[name] = value.ToObject();
        return values;
    }
}
