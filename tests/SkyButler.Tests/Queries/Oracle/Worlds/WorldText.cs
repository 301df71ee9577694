using System.Text;

namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>A small repository as a person reads it, to make a failure by hand again.</summary>
internal static class WorldText
{
    public static string Write(World world)
    {
        var text = new StringBuilder();
        foreach (var record in world.Records)
            text.Append("  ").Append(record).AppendLine();
        foreach (var type in world.Types)
            text.Append("  type ").Append(type).AppendLine();
        foreach (var collection in world.Collections)
            text.Append("  ").Append(collection).AppendLine();
        foreach (var dataset in world.Datasets)
            text.Append("  ").Append(dataset).AppendLine();
        foreach (var member in world.Members)
            text.Append("  tag ").Append(member.Dataset.Id.ToString("N")).Append(" in ").Append(member.Collection).AppendLine();
        foreach (var validity in world.Validities)
            text.Append("  certify ").Append(validity.Dataset.Id.ToString("N")).Append(" in ").Append(validity.Collection).Append(" for ").Append(validity.Timespan).AppendLine();
        return text.ToString();
    }
}
