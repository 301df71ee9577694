namespace SkyButler.Migrations.Universes;

/// <summary>How the universe <c>daf_butler</c> went from one version to the next.</summary>
/// <param name="From">The version before; the one after is the next number.</param>
/// <param name="Summary">What changes, in one line.</param>
/// <param name="Edit">Changes the configuration.</param>
internal sealed record UniverseStep(int From, string Summary, Action<UniverseEditor> Edit)
{
    public int To => From + 1;
}
