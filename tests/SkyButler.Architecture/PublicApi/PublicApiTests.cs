using SkyButler.Architecture.Rooms;
using SkyButler.Tests.Shared;

namespace SkyButler.Architecture.PublicApi;

public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries { get; } =
        [.. House.Assemblies.Select(a => a.GetName().Name!).Where(n => n != "SkyButler.CommandLine")];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_surface_changes_only_on_purpose(string library) =>
        Approval.Check(
            PublicSurface.Describe(House.Assemblies.Single(a => a.GetName().Name == library)),
            Checkout.File($"tests/SkyButler.Architecture/PublicApi/{library}.txt"));
}
