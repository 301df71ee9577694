namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A dataset type.</summary>
internal sealed record WorldType(string Name, IReadOnlyList<string> Dimensions, bool IsCalibration)
{
    public override string ToString() => $"{Name}({string.Join(", ", Dimensions)}){(IsCalibration ? " calibration" : "")}";
}
