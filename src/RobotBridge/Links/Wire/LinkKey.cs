using NetMQ;
using Robotics.Datasets;
using Robotics.Datasets.Files;

namespace Robotics.RobotBridge.Links.Wire;

/// <summary>
/// A CurveZMQ key of the learner: with it the link is encrypted, and an actor takes weights from nobody else. The actor's
/// copy holds the public half only.
/// </summary>
public sealed class LinkKey
{
    private const string Title = "robotics link key";

    private LinkKey(NetMQCertificate certificate) => Certificate = certificate;

    /// <summary>For NetMQ.</summary>
    internal NetMQCertificate Certificate { get; }

    /// <summary>Makes a key and writes it: the learner's file, and the actor's beside it under <c>.public</c>.</summary>
    /// <exception cref="DataException">The file exists.</exception>
    public static void Create(string path)
    {
        if (File.Exists(path))
            throw new DataException($"{path} exists. Nothing was touched; name another file.");
        var certificate = new NetMQCertificate();
        Write(path, $"{Title}\npublic {certificate.PublicKeyZ85}\nsecret {certificate.SecretKeyZ85}\n");
        Write(path + ".public", $"{Title}\npublic {certificate.PublicKeyZ85}\n");
    }

    /// <summary>Reads a key.</summary>
    /// <param name="path">What <see cref="Create"/> wrote.</param>
    /// <param name="needsSecret">Whether the public half alone will not do.</param>
    /// <exception cref="DataException">The file holds no such key.</exception>
    internal static LinkKey Read(string path, bool needsSecret)
    {
        if (!File.Exists(path))
            throw new DataException($"{path}: there is no such key. Make one on the learner with './robotics learner key FILE'.");
        var lines = File.ReadLines(path).Take(3).ToArray();
        var (open, secret) = (Value(lines, 1, "public "), Value(lines, 2, "secret "));
        if (lines.FirstOrDefault() != Title || open is null || needsSecret && secret is null)
            throw new DataException($"{path} holds no {(needsSecret ? "secret " : "")}link key. Make one on the learner with './robotics learner key FILE'; actors get the .public file.");
        return new LinkKey(needsSecret ? new NetMQCertificate(secret!, open) : NetMQCertificate.FromPublicKey(open));
    }

    private static string? Value(string[] lines, int line, string name) =>
        lines.Length > line && lines[line].StartsWith(name, StringComparison.Ordinal) && lines[line].Length == name.Length + 40 ? lines[line][name.Length..] : null;

    private static void Write(string path, string text) => AtomicFile.WriteNamed(path, partial =>
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(partial, options);
        writer.Write(text);
    });
}
