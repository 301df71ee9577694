namespace SkyButler.Pipelines.Configs.Fields;

/// <summary>Names of fields and connections from those of C# members.</summary>
internal static class FieldNames
{
    /// <summary>The member's name with its first letter small.</summary>
    public static string FromMember(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
