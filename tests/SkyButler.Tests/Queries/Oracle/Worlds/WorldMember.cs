namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A dataset in a tagged collection.</summary>
internal sealed record WorldMember(string Collection, WorldDataset Dataset);
