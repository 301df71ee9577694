using SkyButler.Pipelines.Configs;
using SkyButler.Queries;

namespace SkyButler.Pipelines.Mocks;

/// <summary>The configuration of a mock task: its dimensions, its connections, and the quanta that fail.</summary>
[ConfigName("lsst.pipe.base.tests.mocks.DynamicTestPipelineTaskConfig")]
public sealed class MockConfig : TaskConfig
{
    /// <summary>Dimensions of the task's quanta.</summary>
    [ConfigField("dimensions of the task's quanta")]
    public IReadOnlyList<string> Dimensions { get; init; } = [];

    /// <summary>Regular inputs by connection name.</summary>
    [ConfigField("regular inputs by connection name")]
    public IReadOnlyDictionary<string, MockConnectionConfig> Inputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    /// <summary>Prerequisites by connection name.</summary>
    [ConfigField("prerequisites by connection name", Name = "prerequisite_inputs")]
    public IReadOnlyDictionary<string, MockConnectionConfig> PrerequisiteInputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    /// <summary>Outputs by connection name.</summary>
    [ConfigField("outputs by connection name")]
    public IReadOnlyDictionary<string, MockConnectionConfig> Outputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    /// <summary>Init-inputs by connection name.</summary>
    [ConfigField("init-inputs by connection name", Name = "init_inputs")]
    public IReadOnlyDictionary<string, MockConnectionConfig> InitInputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    /// <summary>Init-outputs by connection name.</summary>
    [ConfigField("init-outputs by connection name", Name = "init_outputs")]
    public IReadOnlyDictionary<string, MockConnectionConfig> InitOutputs { get; init; } = new Dictionary<string, MockConnectionConfig>();

    /// <summary>Quanta whose data IDs fulfil this condition fail; null for none.</summary>
    [ConfigField("condition on the data ID under which a quantum fails, such as detector=2; None for never", Name = "fail_condition")]
    public string? FailCondition { get; init; }

    /// <summary>How quanta fail.</summary>
    [ConfigField("how quanta fail: ValueError or any other name, NoWorkFound, UpstreamFailureNoWorkFound, RepeatableQuantumError, UnprocessableDataError, AnnotatedPartialOutputsError, InvalidQuantumError", Name = "fail_exception")]
    public string FailException { get; init; } = "builtins.ValueError";

    /// <inheritdoc />
    protected internal override void Validate(ICollection<string> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        try
        {
            _ = FailCondition is { } condition ? DataIdCondition.Parse(condition) : null;
        }
        catch (QueryException e)
        {
            problems.Add($"'fail_condition': {e.Message}");
        }
    }
}
