namespace SkyButler.Tests.Registry.Contracts;

/// <summary>Which tables a repository has: the four that are supported.</summary>
public enum RegistryVariant
{
    IntegerKeys,
    NameKeys,
    IntegerKeysTextDates,
    NameKeysTextDates,
}
