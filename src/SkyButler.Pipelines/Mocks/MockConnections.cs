using SkyButler.Pipelines.Configs;
using SkyButler.Pipelines.Connections;

namespace SkyButler.Pipelines.Mocks;

/// <summary>The connections of a mock task, all of which come from its configuration.</summary>
public sealed class MockConnections : TaskConnections
{
    /// <inheritdoc />
    protected internal override void Configure(TaskConfig config)
    {
        var mock = (MockConfig)config;
        Dimensions = mock.Dimensions;
        foreach (var (name, c) in mock.Inputs)
        {
            Set(name, new Input
            {
                Name = c.DatasetTypeName,
                StorageClass = c.StorageClass,
                Dimensions = c.Dimensions,
                Multiple = c.Multiple,
                Minimum = c.Minimum,
                IsCalibration = c.IsCalibration,
                DeferLoad = c.DeferLoad,
                DeferGraphConstraint = c.DeferGraphConstraint,
            });
        }

        foreach (var (name, c) in mock.PrerequisiteInputs)
        {
            Set(name, new PrerequisiteInput
            {
                Name = c.DatasetTypeName,
                StorageClass = c.StorageClass,
                Dimensions = c.Dimensions,
                Multiple = c.Multiple,
                Minimum = c.Minimum,
                IsCalibration = c.IsCalibration,
                DeferLoad = c.DeferLoad,
            });
        }

        foreach (var (name, c) in mock.Outputs)
            Set(name, new Output { Name = c.DatasetTypeName, StorageClass = c.StorageClass, Dimensions = c.Dimensions, Multiple = c.Multiple, IsCalibration = c.IsCalibration });
        foreach (var (name, c) in mock.InitInputs)
            Set(name, new InitInput { Name = c.DatasetTypeName, StorageClass = c.StorageClass });
        foreach (var (name, c) in mock.InitOutputs)
            Set(name, new InitOutput { Name = c.DatasetTypeName, StorageClass = c.StorageClass });
    }
}
