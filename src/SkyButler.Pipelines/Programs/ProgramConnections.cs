using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;
using SkyButler.Pipelines.Programs.Templates;

namespace SkyButler.Pipelines.Programs;

/// <summary>The connections of a program, all of which its configuration declares.</summary>
public sealed class ProgramConnections : TaskConnections
{
    private DataIdUses? uses;

    /// <inheritdoc />
    protected internal override void Configure(TaskConfig config)
    {
        var program = (ProgramConfig)config;
        Dimensions = program.Dimensions;
        foreach (var (name, c) in program.Inputs)
        {
            InputConnection input = c.IsPrerequisite
                ? new PrerequisiteInput { Name = Named(c.DatasetTypeName, name), StorageClass = c.StorageClass, Dimensions = c.Dimensions ?? Dimensions }
                : new Input { Name = Named(c.DatasetTypeName, name), StorageClass = c.StorageClass, Dimensions = c.Dimensions ?? Dimensions };
            Set(name, input with { Multiple = c.Multiple, Minimum = c.Minimum, IsCalibration = c.IsCalibration });
        }

        foreach (var (name, c) in program.Outputs)
            Set(name, new Output { Name = Named(c.DatasetTypeName, name), StorageClass = c.StorageClass, Dimensions = c.Dimensions ?? Dimensions, IsCalibration = c.IsCalibration });
        uses = new DataIdUses(program);
    }

    /// <inheritdoc />
    protected internal override void AdjustQuantum(QuantumAdjustment quantum) => uses?.Check(quantum);

    private static string Named(string given, string connection) => given.Length > 0 ? given : connection;
}
