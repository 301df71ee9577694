using System.Text;
using SkyButler.Resources.Checksums;

namespace SkyButler.Registry.Databases.Postgres.Sql;

/// <summary>Names of constraints, indexes and sequences, cut to what PostgreSQL keeps of a name in the way that the original cuts them.</summary>
internal static class PostgresNames
{
    private const int Limit = 63;
    private const int Kept = 54;
    private const int DigestLength = 4;

    /// <summary>The name, or its first characters with a digest of all of it.</summary>
    public static string Shorten(string name) =>
        name.Length <= Limit ? name : $"{name[..Kept]}_{Convert.ToHexStringLower(Blake2b.Hash(Encoding.UTF8.GetBytes(name), DigestLength))}";

    public static string Sequence(string table, string column) => Shorten($"{table}_seq_{column}");
}
