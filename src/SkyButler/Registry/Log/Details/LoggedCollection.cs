using SkyButler.Registry.Collections;

namespace SkyButler.Registry.Log.Details;

/// <summary>A collection as it was.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Kind.</param>
/// <param name="Documentation">Documentation.</param>
internal sealed record LoggedCollection(string Name, CollectionType Type, string Documentation);
