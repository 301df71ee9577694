using SkyButler.Dimensions;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Tests.Examples;

internal static class Trial
{
    private static readonly DimensionGroup Group = DimensionUniverse.Default.Conform(["instrument", "exposure", "detector"]);

    public static Task<TaskOutputs> RunAsync<TTask>(TaskInputs inputs, params (string Field, string Value)[] overrides) => RunAsync<TTask>(inputs, Context(), overrides);

    public static Task<TaskOutputs> RunAsync<TTask>(TaskInputs inputs, QuantumContext context, params (string Field, string Value)[] overrides) =>
        TaskTrial.RunAsync(typeof(TTask), overrides.ToDictionary(o => o.Field, o => o.Value), inputs, context, TestContext.Current.CancellationToken);

    public static QuantumContext Context() => QuantumContext.Detached("trial", new DataCoordinate(Group, ["Cam", 7L, 100L]));
}
