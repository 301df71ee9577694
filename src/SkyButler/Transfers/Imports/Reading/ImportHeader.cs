namespace SkyButler.Transfers.Imports.Reading;

/// <summary>What an export file says of itself.</summary>
/// <param name="UniverseVersion">The version of the universe of its dimensions.</param>
/// <param name="UniverseNamespace">The name space of that.</param>
internal sealed record ImportHeader(int UniverseVersion, string UniverseNamespace);
