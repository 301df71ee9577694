using SkyButler.Registry.Databases;

namespace SkyButler.Migrations.Tables.Fills;

/// <summary>Fills a table from those that there were.</summary>
internal interface ITableFill
{
    /// <summary>Rows that it will have, and what stands in the way, a sentence each.</summary>
    Task<FillForecast> ForecastAsync(Database database, Func<string, string> source, CancellationToken cancellationToken);

    /// <summary>Inserts the rows; returns how many.</summary>
    /// <param name="database">The database, in a transaction.</param>
    /// <param name="source">Gives the SQL name of a table as it was.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<long> FillAsync(Database database, Func<string, string> source, CancellationToken cancellationToken);
}
