using SkyButler.Tests.Shared;

namespace SkyButler.Architecture.Rooms;

public sealed class RoomTests
{
    private static readonly Lazy<IReadOnlyList<(Type From, Type To)>> Uses = new(House.Uses);

    [Fact]
    public void Every_shipped_type_stands_in_a_room()
    {
        var homeless = House.Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t.Namespace?.StartsWith("SkyButler", StringComparison.Ordinal) == true && House.RoomOf(t) is null);
        homeless.Select(t => t.FullName).ShouldBeEmpty();
    }

    [Fact]
    public void A_room_uses_only_rooms_below_it()
    {
        var rank = House.Rooms.Select((room, i) => (room, i)).ToDictionary(p => p.room, p => p.i);
        Uses.Value
            .Where(u => rank[House.RoomOf(u.From)!] > rank[House.RoomOf(u.To)!])
            .Select(u => $"{u.From} uses {u.To}, which stands above it")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Fact]
    public void Forbidden_arrows_are_not_drawn()
    {
        var found =
            from use in Uses.Value
            from rule in House.Forbidden
            where House.RoomOf(use.From) == rule.From && House.RoomOf(use.To) == rule.To
            select $"{use.From} uses {use.To}, but {rule.Because}";
        found.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void The_picture_shows_the_house_as_it_is() =>
        Approval.Check(Picture.Draw(Uses.Value), Checkout.File("docs/architecture.md"));
}
