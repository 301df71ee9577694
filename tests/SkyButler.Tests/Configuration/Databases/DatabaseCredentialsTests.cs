using SkyButler.Configuration;
using SkyButler.Configuration.Databases;
using SkyButler.Resources;
using SkyButler.Tests.Shared;

namespace SkyButler.Tests.Configuration.Databases;

public sealed class DatabaseCredentialsTests : IDisposable
{
    private const string Entries = """
        - url: sqlite://db.example.org/survey
          username: wrong
          password: dialect
        - url: postgresql://db.example.org:5433/survey
          username: wrong
          password: port
        - url: postgresql://bob@db.example.org/survey
          username: bob
          password: of-bob
        - url: postgresql://*.example.org/surv*
          username: ann
          password: of-ann
        - url: postgresql://db.example.org
          username: late
          password: late
        """;

    private readonly TemporaryDirectory folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgresql://db.example.org/survey", "ann", "of-ann")]
    [InlineData("postgresql+psycopg2://db.example.org/survey", "ann", "of-ann")]
    [InlineData("postgresql://bob@db.example.org/survey", "bob", "of-bob")]
    [InlineData("postgresql://carl@db.example.org/survey", "carl", "of-ann")]
    [InlineData("postgresql://db.example.org/other", "late", "late")]
    [InlineData("postgresql://db.elsewhere.org/survey", null, null)]
    [InlineData("postgresql://ann:given@db.example.org/survey", "ann", "given")]
    public async Task The_first_entry_that_matches_gives_name_and_password(string url, string? user, string? password)
    {
        var address = await FindAsync(url, "", Environment(File(UnixFileMode.UserRead | UnixFileMode.UserWrite)));

        (address.User, address.Password).ShouldBe((user, password));
    }

    [Fact]
    public async Task A_file_that_others_may_read_is_refused()
    {
        var path = File(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var error = await Should.ThrowAsync<ConfigException>(FindAsync("postgresql://db.example.org/survey", "", Environment(path)));

        error.Message.ShouldContain($"chmod 600 {path}");
        error.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task Credentials_in_the_environment_come_before_the_file()
    {
        var environment = Environment(File(UnixFileMode.UserRead))
            .With("LSST_DB_AUTH_CREDENTIALS", """[{"url": "postgresql://db.example.org", "username": "env", "password": "of-env"}]""");

        var address = await FindAsync("postgresql://db.example.org/survey", "", environment);

        (address.User, address.Password).ShouldBe(("env", "of-env"));
    }

    [Fact]
    public async Task The_file_is_looked_for_in_the_home_folder()
    {
        Directory.CreateDirectory(folder.File(".lsst"));
        System.IO.File.Move(File(UnixFileMode.UserRead | UnixFileMode.UserWrite), folder.File(".lsst", "db-auth.yaml"));

        var address = await FindAsync("postgresql://db.example.org/survey", "", EnvironmentVariables.Empty.With("HOME", folder.Path));

        address.Password.ShouldBe("of-ann");
    }

    [Fact]
    public async Task Settings_and_the_environment_fill_in_what_the_url_leaves_out()
    {
        const string settings = "host: db.example.org\nport: 5433\ndatabase: other\nusername: bob\n";
        var environment = EnvironmentVariables.Empty.With("PGUSER", "nobody").With("PGPASSWORD", "of-pg");

        var address = await FindAsync("postgresql:///survey", settings, environment);

        (address.Host, address.Port, address.Database, address.User, address.Password).ShouldBe(("db.example.org", 5433, "survey", "bob", "of-pg"));
        (await RegistryDatabase.FindAsync("sqlite:////a/b.sqlite3", Config.Empty, environment, Cancel)).ShouldBeNull();
    }

    private static async Task<DatabaseAddress> FindAsync(string url, string settings, EnvironmentVariables environment) =>
        (await RegistryDatabase.FindAsync(url, settings.Length == 0 ? Config.Empty : Config.Parse(settings), environment, Cancel))!;

    private static EnvironmentVariables Environment(string path) => EnvironmentVariables.Empty.With("LSST_DB_AUTH", path);

    private string File(UnixFileMode mode)
    {
        var path = folder.File("db-auth.yaml");
        System.IO.File.WriteAllText(path, Entries);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, mode);
        return path;
    }
}
