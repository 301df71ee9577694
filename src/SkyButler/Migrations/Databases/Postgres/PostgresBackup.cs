using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using SkyButler.Configuration.Databases;
using SkyButler.Registry;
using SkyButler.Registry.Databases;
using SkyButler.Resources.Durability;

namespace SkyButler.Migrations.Databases.Postgres;

/// <summary>Copies a schema to a file by PostgreSQL's own program, while nobody writes to it. A copy has its name only once it is whole and was read.</summary>
internal sealed class PostgresBackup(RegistrySettings settings, string? folder)
{
    private const string Unfinished = ".unfinished";

    private DatabaseAddress Address => settings.DatabaseAddress ?? DatabaseAddress.Parse(settings.DatabaseUrl);

    public async Task<string> MakeAsync(BackupChoice choice, string label, CancellationToken cancellationToken)
    {
        var path = choice.Path ?? MigrationDatabase.FreeName(Path.Combine(
            folder ?? throw new MigrationException("The repository is not in a local folder, so the backup has no place of its own; name a file for it by --backup."), $"registry.before-{label}.dump"));
        if (File.Exists(path))
            throw new MigrationException($"The backup '{path}' exists already; name another file by --backup.");
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            throw new MigrationException($"The backup '{path}' can't be made: its folder does not exist.");
        var unfinished = path + Unfinished;
        File.Delete(unfinished);
        try
        {
            var (schema, tables) = await SchemaAsync(cancellationToken).ConfigureAwait(false);
            await RunAsync("pg_dump", ["--format=custom", "--no-password", $"--schema=\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", $"--file={unfinished}", $"--dbname={Connection()}"], cancellationToken).ConfigureAwait(false);
            FaultPoints.Hit("migrate.backup-written");
            var list = await RunAsync("pg_restore", ["--list", unfinished], cancellationToken).ConfigureAwait(false);
            if (list.Split('\n').Count(line => line.Contains(" TABLE DATA ", StringComparison.Ordinal)) != tables)
                throw new MigrationException($"The copy '{unfinished}' does not have all tables, so nothing was migrated; check the disk.");
            using (var stream = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
                stream.Flush(flushToDisk: true);
            File.Move(unfinished, path);
            return path;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private async Task<(string Schema, int Tables)> SchemaAsync(CancellationToken cancellationToken)
    {
        var database = new Database(DatabaseKinds.Connect(settings, RegistryAccess.ReadOnly));
        await using var closing = database.ConfigureAwait(false);
        var query = database.Sql().Raw("SELECT current_schema()::text").Build(Dimensions.ColumnType.String);
        var schema = (await database.FetchAsync(query, cancellationToken).ConfigureAwait(false))[0].Text(0, 0);
        return (schema, (await database.TableNamesAsync(cancellationToken).ConfigureAwait(false)).Count);
    }

    // Passwords don't belong in a command line, which others can see.
    private string Connection()
    {
        (string Name, string? Value)[] parts =
        [
            ("host", Address.Host), ("port", Address.Port?.ToString(CultureInfo.InvariantCulture)), ("dbname", Address.Database), ("user", Address.User),
            .. Address.Options.Where(o => o.Key != "password").Select(o => (o.Key, (string?)o.Value)),
        ];
        return string.Join(' ', parts.Where(p => p.Value is not null)
            .Select(p => $"{p.Name}='{p.Value!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"));
    }

    private async Task<string> RunAsync(string program, IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        if ((Address.Password ?? Address.Options.GetValueOrDefault("password")) is { } password)
            start.Environment["PGPASSWORD"] = password;
        if (settings.PasswordFile is { } file)
            start.Environment["PGPASSFILE"] = file;
        using var process = Start(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0
                ? await output.ConfigureAwait(false)
                : throw new MigrationException($"{program} could not copy the database, so nothing was migrated: {errors.ReplaceLineEndings(" ").Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new MigrationException(
                $"The program {start.FileName} is not there to make a backup; install PostgreSQL's client programs (Debian package postgresql-client), or make a copy yourself and say --no-backup.", e);
        }
    }
}
