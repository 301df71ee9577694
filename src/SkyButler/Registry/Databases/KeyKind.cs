namespace SkyButler.Registry.Databases;

/// <summary>What the values of a key's column are.</summary>
internal enum KeyKind
{
    Number,
    Text,
    Identifier,
}
