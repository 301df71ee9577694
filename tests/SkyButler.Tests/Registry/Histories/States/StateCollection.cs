using SkyButler.Registry.Collections;

namespace SkyButler.Tests.Registry.Histories.States;

/// <summary>A collection of the model.</summary>
internal sealed record StateCollection(CollectionType Type, string Documentation, IReadOnlyList<string> Children);
