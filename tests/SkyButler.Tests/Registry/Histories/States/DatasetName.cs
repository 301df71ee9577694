namespace SkyButler.Tests.Registry.Histories.States;

/// <summary>What tells a dataset from all others that are there at the time: its type, its run and its detector, or 0 where the type has none.</summary>
internal sealed record DatasetName(string Type, string Run, int Detector)
{
    public override string ToString() => $"{Type}@{Run}/{Detector}";
}
