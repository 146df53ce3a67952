<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>AddPeopleDialog</name>
    <message>
        <source>Add People</source>
        <translation>Personen hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Names or e-mails</source>
        <translation>&amp;Namen oder E-Mail-Adressen</translation>
    </message>
    <message>
        <source>Add to List</source>
        <translation>Zur Liste hinzufügen</translation>
    </message>
    <message>
        <source>Put these people into the list below (Enter)</source>
        <translation>Diese Personen in die Liste unten übernehmen (Eingabe)</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rolle</translation>
    </message>
    <message>
        <source>Unknown addresses</source>
        <translation>Unbekannte Adressen</translation>
    </message>
    <message>
        <source>&amp;Invite by e-mail</source>
        <translation>Per E-Mail &amp;einladen</translation>
    </message>
    <message>
        <source>&amp;Create accounts</source>
        <translation>&amp;Konten anlegen</translation>
    </message>
    <message>
        <source>&amp;Provision without e-mail</source>
        <translation>&amp;Ohne E-Mail bereitstellen</translation>
    </message>
    <message>
        <source>Send the pass&amp;word by e-mail</source>
        <translation>Pass&amp;wort per E-Mail senden</translation>
    </message>
    <message>
        <source>The server writes to the new accounts</source>
        <translation>Der Server schreibt an die neuen Konten</translation>
    </message>
    <message>
        <source>I&amp;dentity provider</source>
        <translation>I&amp;dentitätsanbieter</translation>
    </message>
    <message>
        <source>its uid</source>
        <translation>dessen UID</translation>
    </message>
    <message>
        <source>Copy From</source>
        <translation>Kopieren von</translation>
    </message>
    <message>
        <source>Take people and roles from somewhere else</source>
        <translation>Personen und Rollen von anderswo übernehmen</translation>
    </message>
    <message>
        <source>Take Out of List</source>
        <translation>Aus Liste nehmen</translation>
    </message>
    <message>
        <source>Take the selected rows out of the list (Del)</source>
        <translation>Ausgewählte Zeilen aus der Liste nehmen (Entf)</translation>
    </message>
    <message>
        <source>For example anna@example.com, ben</source>
        <translation>Zum Beispiel anna@example.com, ben</translation>
    </message>
    <message>
        <source>All Roles…</source>
        <translation>Alle Rollen…</translation>
    </message>
    <message>
        <source>What each role can do</source>
        <translation>Was jede Rolle darf</translation>
    </message>
</context>
<context>
    <name>EditsQuestion</name>
    <message>
        <source>Unsaved edits: what to save before the sync</source>
        <translation>Ungespeicherte Bearbeitungen: was vor der Synchronisierung gespeichert wird</translation>
    </message>
    <message>
        <source>Save and Sync</source>
        <translation>Speichern und synchronisieren</translation>
    </message>
    <message>
        <source>Sync Without Them</source>
        <translation>Ohne sie synchronisieren</translation>
    </message>
    <message>
        <source>Cancel Sync</source>
        <translation>Synchronisierung abbrechen</translation>
    </message>
    <message>
        <source>Unsaved edits stay here.</source>
        <translation>Ungespeicherte Bearbeitungen bleiben hier.</translation>
    </message>
</context>
<context>
    <name>PeopleDetailsDialog</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all fields as text</source>
        <translation>Alle Felder als Text kopieren</translation>
    </message>
</context>
<context>
    <name>PeopleDomainDialog</name>
    <message>
        <source>Opendatasoft Domain</source>
        <translation>Opendatasoft-Domain</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>API &amp;key</source>
        <translation>API-&amp;Schlüssel</translation>
    </message>
    <message>
        <source>Key &amp;goes</source>
        <translation>Schlüssel s&amp;teht</translation>
    </message>
    <message>
        <source>&amp;Prefix</source>
        <translation>&amp;Präfix</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>Schlüssel aufbewahren</translation>
    </message>
    <message>
        <source>For example data.example.com</source>
        <translation>Zum Beispiel data.example.com</translation>
    </message>
</context>
<context>
    <name>PeopleDomainPage</name>
    <message>
        <source>Do&amp;main</source>
        <translation>&amp;Domain</translation>
    </message>
    <message>
        <source>Domain…</source>
        <translation>Domain…</translation>
    </message>
    <message>
        <source>Address and API key</source>
        <translation>Adresse und API-Schlüssel</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search users on the server</source>
        <translation>Benutzer auf dem Server suchen</translation>
    </message>
    <message>
        <source>Ri&amp;ght</source>
        <translation>Re&amp;cht</translation>
    </message>
    <message>
        <source>&amp;Through groups too</source>
        <translation>&amp;Auch über Gruppen</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Einladen…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Save the users as CSV or JSON</source>
        <translation>Benutzer als CSV oder JSON speichern</translation>
    </message>
    <message>
        <source>Copy to Workspace…</source>
        <translation>In Arbeitsbereich kopieren…</translation>
    </message>
    <message>
        <source>Take the selected users into the workspace of Mergin Maps</source>
        <translation>Ausgewählte Benutzer in den Arbeitsbereich von Mergin Maps übernehmen</translation>
    </message>
    <message>
        <source>Delete User…</source>
        <translation>Benutzer löschen…</translation>
    </message>
    <message>
        <source>Delete the user from the domain (Del)</source>
        <translation>Benutzer aus der Domain löschen (Entf)</translation>
    </message>
    <message>
        <source>Users of the domain</source>
        <translation>Benutzer der Domain</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>&amp;First name</source>
        <translation>&amp;Vorname</translation>
    </message>
    <message>
        <source>&amp;Last name</source>
        <translation>&amp;Nachname</translation>
    </message>
    <message>
        <source>E-&amp;mail</source>
        <translation>E-&amp;Mail</translation>
    </message>
    <message>
        <source>&amp;Groups</source>
        <translation>&amp;Gruppen</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>&amp;Rights</source>
        <translation>&amp;Rechte</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Save Changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Show what the domain has</source>
        <translation>Zeigen, was in der Domain steht</translation>
    </message>
    <message>
        <source>All Fields…</source>
        <translation>Alle Felder…</translation>
    </message>
    <message>
        <source>Everything the domain tells about this user</source>
        <translation>Alles, was die Domain über diesen Benutzer mitteilt</translation>
    </message>
    <message>
        <source>Write to new users (Insert)</source>
        <translation>Neuen Benutzern schreiben (Einfg)</translation>
    </message>
    <message>
        <source>Provision…</source>
        <translation>Bereitstellen…</translation>
    </message>
    <message>
        <source>Make users who sign in by an identity provider, without e-mail</source>
        <translation>Benutzer anlegen, die sich über einen Identitätsanbieter anmelden, ohne E-Mail</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Invite or provision many users from a list or a CSV file</source>
        <translation>Viele Benutzer aus einer Liste oder einer CSV-Datei einladen oder bereitstellen</translation>
    </message>
</context>
<context>
    <name>PeopleExportDialog</name>
    <message>
        <source>Export People</source>
        <translation>Personen exportieren</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>&amp;Format</translation>
    </message>
    <message>
        <source>&amp;Between columns</source>
        <translation>&amp;Zwischen Spalten</translation>
    </message>
    <message>
        <source>S&amp;ubdomains</source>
        <translation>S&amp;ubdomänen</translation>
    </message>
    <message>
        <source>Only this domain</source>
        <translation>Nur diese Domäne</translation>
    </message>
    <message>
        <source>Names of subdomains whose users are wanted as well, as the domain knows them</source>
        <translation>Namen von Subdomänen, deren Benutzer auch gewünscht sind, so wie die Domäne sie kennt</translation>
    </message>
    <message>
        <source>Co&amp;lumns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
</context>
<context>
    <name>PeopleImportColumnsPage</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>What each column of the file is. E-mail or user name is needed.</source>
        <translation>Was jede Spalte der Datei ist. E-Mail oder Benutzername wird gebraucht.</translation>
    </message>
    <message>
        <source>E-&amp;mail</source>
        <translation>E-&amp;Mail</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>&amp;Role</source>
        <translation>&amp;Rolle</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>First n&amp;ame</source>
        <translation>&amp;Vorname</translation>
    </message>
    <message>
        <source>&amp;Last name</source>
        <translation>&amp;Nachname</translation>
    </message>
    <message>
        <source>&amp;Groups</source>
        <translation>&amp;Gruppen</translation>
    </message>
    <message>
        <source>Righ&amp;ts</source>
        <translation>Rech&amp;te</translation>
    </message>
    <message>
        <source>First people as they are read</source>
        <translation>Die ersten Personen, so wie sie gelesen werden</translation>
    </message>
</context>
<context>
    <name>PeopleImportFilePage</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>People, one a line: a file, or a pasted list.</source>
        <translation>Personen, eine je Zeile: eine Datei oder eine eingefügte Liste.</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen…</translation>
    </message>
    <message>
        <source>Choose a CSV file</source>
        <translation>CSV-Datei auswählen</translation>
    </message>
    <message>
        <source>Save Template…</source>
        <translation>Vorlage speichern…</translation>
    </message>
    <message>
        <source>Save a file to start from</source>
        <translation>Eine Datei als Ausgangspunkt speichern</translation>
    </message>
    <message>
        <source>&amp;Or paste a list or a table</source>
        <translation>&amp;Oder eine Liste oder Tabelle einfügen</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>&amp;Kodierung</translation>
    </message>
    <message>
        <source>&amp;Delimiter</source>
        <translation>&amp;Trennzeichen</translation>
    </message>
    <message>
        <source>First lines of the file</source>
        <translation>Erste Zeilen der Datei</translation>
    </message>
    <message>
        <source>For example crew.csv</source>
        <translation>Zum Beispiel trupp.csv</translation>
    </message>
</context>
<context>
    <name>PeopleImportReviewPage</name>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Nothing is sent before Apply.</source>
        <translation>Vor „Anwenden“ wird nichts gesendet.</translation>
    </message>
    <message>
        <source>&amp;Role where none is given</source>
        <translation>&amp;Rolle, wo keine angegeben ist</translation>
    </message>
    <message>
        <source>&amp;Unknown people</source>
        <translation>&amp;Unbekannte Personen</translation>
    </message>
    <message>
        <source>&amp;People not in the file</source>
        <translation>&amp;Personen, die nicht in der Datei stehen</translation>
    </message>
    <message>
        <source>I&amp;dentity provider (its uid)</source>
        <translation>I&amp;dentitätsanbieter (seine uid)</translation>
    </message>
</context>
<context>
    <name>PeopleImportRunPage</name>
    <message>
        <source>Run</source>
        <translation>Ausführung</translation>
    </message>
    <message>
        <source>Closing this window stops nothing: People shows it again.</source>
        <translation>Dieses Fenster zu schließen hält nichts an: „Personen“ zeigt es wieder.</translation>
    </message>
</context>
<context>
    <name>PeopleInvitationsPage</name>
    <message>
        <source>To You</source>
        <translation>An Sie</translation>
    </message>
    <message>
        <source>Invitations to you</source>
        <translation>Einladungen an Sie</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>A&amp;nnehmen</translation>
    </message>
    <message>
        <source>Become a member of the workspace</source>
        <translation>Mitglied des Arbeitsbereichs werden</translation>
    </message>
    <message>
        <source>&amp;Decline</source>
        <translation>Ab&amp;lehnen</translation>
    </message>
    <message>
        <source>Turn the invitation down</source>
        <translation>Die Einladung ablehnen</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Read the list again (F5)</source>
        <translation>Liste neu lesen (F5)</translation>
    </message>
    <message>
        <source>Sent from This Computer</source>
        <translation>Von diesem Computer gesendet</translation>
    </message>
    <message>
        <source>Invitations sent from this computer</source>
        <translation>Von diesem Computer gesendete Einladungen</translation>
    </message>
    <message>
        <source>The server does not list what others sent.</source>
        <translation>Der Server listet nicht auf, was andere gesendet haben.</translation>
    </message>
    <message>
        <source>&amp;Withdraw</source>
        <translation>&amp;Zurückziehen</translation>
    </message>
    <message>
        <source>Make the invitation worthless</source>
        <translation>Die Einladung ungültig machen</translation>
    </message>
    <message>
        <source>Requests for access are answered on the web.</source>
        <translation>Anfragen um Zugriff werden im Web beantwortet.</translation>
    </message>
    <message>
        <source>Open Web Page</source>
        <translation>Webseite öffnen</translation>
    </message>
    <message>
        <source>Opens the server&apos;s page in the browser</source>
        <translation>Öffnet die Seite des Servers im Browser</translation>
    </message>
</context>
<context>
    <name>PeopleMatrixPage</name>
    <message>
        <source>&amp;Workspace</source>
        <translation>&amp;Arbeitsbereich</translation>
    </message>
    <message>
        <source>Filter people</source>
        <translation>Personen filtern</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>An&amp;zeigen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Save the table as CSV</source>
        <translation>Tabelle als CSV speichern</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Read everything again (F5)</source>
        <translation>Alles neu lesen (F5)</translation>
    </message>
    <message>
        <source>Access of people to projects</source>
        <translation>Zugriff von Personen auf Projekte</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Forget the changes that are not applied</source>
        <translation>Nicht angewendete Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Set Role</source>
        <translation>Rolle setzen</translation>
    </message>
    <message>
        <source>Give the selected cells another role</source>
        <translation>Den ausgewählten Zellen eine andere Rolle geben</translation>
    </message>
    <message>
        <source>Review Changes…</source>
        <translation>Änderungen prüfen…</translation>
    </message>
    <message>
        <source>See the changes before they are sent</source>
        <translation>Änderungen vor dem Senden ansehen</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>Momentaufnahme</translation>
    </message>
    <message>
        <source>Save who has which access today, and compare with an earlier day</source>
        <translation>Speichern, wer heute welchen Zugriff hat, und mit einem früheren Tag vergleichen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>Filter name, e-mail</source>
        <translation>Name, E-Mail filtern</translation>
    </message>
    <message>
        <source>Filter people by name or e-mail</source>
        <translation>Personen nach Name oder E-Mail filtern</translation>
    </message>
    <message>
        <source>Ro&amp;le</source>
        <translation>Ro&amp;lle</translation>
    </message>
    <message>
        <source>Set &amp;here only</source>
        <translation>Nur &amp;hier gesetzte</translation>
    </message>
    <message>
        <source>Hide people whose access comes from the workspace alone</source>
        <translation>Personen ausblenden, deren Zugriff allein vom Arbeitsbereich kommt</translation>
    </message>
    <message>
        <source>Add People…</source>
        <translation>Personen hinzufügen…</translation>
    </message>
    <message>
        <source>Invite people or add those of the workspace (Insert)</source>
        <translation>Personen einladen oder solche aus dem Arbeitsbereich hinzufügen (Einfg)</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Add or change many people from a list or a CSV file</source>
        <translation>Viele Personen aus einer Liste oder CSV-Datei hinzufügen oder ändern</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Save these people and their roles as a CSV file</source>
        <translation>Diese Personen und ihre Rollen als CSV-Datei speichern</translation>
    </message>
    <message>
        <source>Set Role</source>
        <translation>Rolle setzen</translation>
    </message>
    <message>
        <source>Give the selected people another role</source>
        <translation>Den ausgewählten Personen eine andere Rolle geben</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Take access from the selected people (Del)</source>
        <translation>Den ausgewählten Personen den Zugriff entziehen (Entf)</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>What each role can do</source>
        <translation>Was jede Rolle darf</translation>
    </message>
    <message>
        <source>Anyone may rea&amp;d this project</source>
        <translation>&amp;Jeder darf dieses Projekt lesen</translation>
    </message>
    <message>
        <source>Re&amp;view by</source>
        <translation>Prüfen &amp;bis</translation>
    </message>
    <message>
        <source>Be reminded to see whether this person still needs access; nobody loses access by it</source>
        <translation>Erinnert daran zu prüfen, ob diese Person den Zugriff noch braucht; niemand verliert dadurch Zugriff</translation>
    </message>
</context>
<context>
    <name>PeopleReviewDialog</name>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
</context>
<context>
    <name>PeopleReviewPane</name>
    <message>
        <source>&amp;Show</source>
        <translation>An&amp;zeigen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Filter the rows</source>
        <translation>Zeilen filtern</translation>
    </message>
    <message>
        <source>What will happen to each person</source>
        <translation>Was mit jeder Person geschieht</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Save Report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>Save what became of each row as a CSV file</source>
        <translation>Das Ergebnis jeder Zeile als CSV-Datei speichern</translation>
    </message>
    <message>
        <source>Copy Passwords</source>
        <translation>Passwörter kopieren</translation>
    </message>
    <message>
        <source>Copy user names and passwords of the new accounts; they are not kept</source>
        <translation>Benutzernamen und Passwörter der neuen Konten kopieren; sie werden nicht aufbewahrt</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Send nothing more until Resume</source>
        <translation>Bis „Fortsetzen“ nichts mehr senden</translation>
    </message>
    <message>
        <source>Stop After Current</source>
        <translation>Nach aktueller Zeile stoppen</translation>
    </message>
    <message>
        <source>Wait for what is on its way; the rest is not sent</source>
        <translation>Auf das warten, was unterwegs ist; der Rest wird nicht gesendet</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Undo Changes…</source>
        <translation>Änderungen rückgängig machen…</translation>
    </message>
    <message>
        <source>See what gives everybody the role from before; invitations, accounts and removed members stay as they are</source>
        <translation>Zeigt, was allen die vorige Rolle zurückgibt; Einladungen, Konten und entfernte Mitglieder bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>C&amp;heck all</source>
        <translation>Alle aus&amp;wählen</translation>
    </message>
    <message>
        <source>Take every row that is shown, or none of them</source>
        <translation>Jede gezeigte Zeile nehmen, oder keine davon</translation>
    </message>
    <message>
        <source>Reload Now</source>
        <translation>Jetzt neu laden</translation>
    </message>
    <message>
        <source>Compare with what the server says now (F5)</source>
        <translation>Mit dem vergleichen, was der Server jetzt sagt (F5)</translation>
    </message>
</context>
<context>
    <name>PeopleWindow</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>ProjectBrowserDialog</name>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Filter projects by name</source>
        <translation>Projekte nach Name filtern</translation>
    </message>
    <message>
        <source>S&amp;how</source>
        <translation>An&amp;zeigen</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>Read the list again (F5)</source>
        <translation>Liste neu lesen (F5)</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Your role</source>
        <translation>Ihre Rolle</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner auswählen</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Fortschritt des Herunterladens</translation>
    </message>
    <message>
        <source>Cancel Download</source>
        <translation>Herunterladen abbrechen</translation>
    </message>
</context>
<context>
    <name>SignInDialog</name>
    <message>
        <source>Sign In</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>&amp;Server</source>
        <translation>&amp;Server</translation>
    </message>
    <message>
        <source>&amp;User name or e-mail</source>
        <translation>&amp;Benutzername oder E-Mail</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>&amp;Keep signed in</source>
        <translation>&amp;Angemeldet bleiben</translation>
    </message>
    <message>
        <source>Create Account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Opens the server&apos;s page in the browser</source>
        <translation>Öffnet die Seite des Servers im Browser</translation>
    </message>
    <message>
        <source>Forgot Password</source>
        <translation>Passwort vergessen</translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>Menu of the project</source>
        <translation>Menü des Projekts</translation>
    </message>
    <message>
        <source>Progress of the sync</source>
        <translation>Fortschritt der Synchronisierung</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Zu erledigen</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
</context>
<context>
    <name>syncline::ActivityModel</name>
    <message>
        <source>%1 UTC</source>
        <translation>%1 UTC</translation>
    </message>
</context>
<context>
    <name>syncline::AddPeopleDialog</name>
    <message>
        <source>Add People to %1</source>
        <translation>Personen zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>New users</source>
        <translation>Neue Benutzer</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>What the new users get</source>
        <translation>Was die neuen Benutzer erhalten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Project %1</source>
        <translation>Projekt %1</translation>
    </message>
    <message>
        <source>The list is empty</source>
        <translation>Die Liste ist leer</translation>
    </message>
    <message>
        <source>Take the selected rows out of the list (Del)</source>
        <translation>Ausgewählte Zeilen aus der Liste nehmen (Entf)</translation>
    </message>
    <message>
        <source>Template %1</source>
        <translation>Vorlage %1</translation>
    </message>
    <message>
        <source>Save This List as Template…</source>
        <translation>Diese Liste als Vorlage speichern…</translation>
    </message>
    <message>
        <source>Keep these people and roles for other projects</source>
        <translation>Diese Personen und Rollen für andere Projekte behalten</translation>
    </message>
    <message>
        <source>Delete Template</source>
        <translation>Vorlage löschen</translation>
    </message>
    <message>
        <source>Save Template</source>
        <translation>Vorlage speichern</translation>
    </message>
    <message>
        <source>Name of the template</source>
        <translation>Name der Vorlage</translation>
    </message>
    <message>
        <source>Saved as template “%1”.</source>
        <translation>Als Vorlage „%1“ gespeichert.</translation>
    </message>
    <message>
        <source>The template cannot be saved in your data folder.</source>
        <translation>Die Vorlage kann in Ihrem Datenordner nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>Opendatasoft Group</source>
        <translation>Opendatasoft-Gruppe</translation>
    </message>
    <message>
        <source>No group of %1 can be seen</source>
        <translation>Keine Gruppe von %1 ist zu sehen</translation>
    </message>
    <message>
        <source>Open %1 on the page Opendatasoft first</source>
        <translation>Öffnen Sie zuerst %1 auf der Seite „Opendatasoft“</translation>
    </message>
    <message>
        <source>Reading the users of “%1”…</source>
        <translation>Die Benutzer von „%1“ werden gelesen…</translation>
    </message>
    <message>
        <source>Nobody is in “%1”.</source>
        <translation>Niemand ist in „%1“.</translation>
    </message>
    <message>
        <source>More people can be added when this run is over.</source>
        <translation>Weitere Personen können hinzugefügt werden, wenn diese Ausführung vorbei ist.</translation>
    </message>
</context>
<context>
    <name>syncline::AttentionRow</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>syncline::ChangesModel</name>
    <message>
        <source>Changes Here (%1)</source>
        <translation>Änderungen hier (%1)</translation>
    </message>
    <message>
        <source>Changes on the Server (%1)</source>
        <translation>Änderungen auf dem Server (%1)</translation>
    </message>
    <message>
        <source>Not in This Folder&apos;s Part of the Project (%1)</source>
        <translation>Nicht im Projektteil dieses Ordners (%1)</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>Received by the Last Sync (%1)</source>
        <translation>Bei der letzten Synchronisierung empfangen (%1)</translation>
    </message>
    <message>
        <source>Sent by the Last Sync (%1)</source>
        <translation>Bei der letzten Synchronisierung gesendet (%1)</translation>
    </message>
    <message>
        <source>not counted</source>
        <translation>nicht gezählt</translation>
    </message>
    <message>
        <source>%1, changed; its features are counted when it is synced</source>
        <translation>%1, geändert; die Objekte werden beim Synchronisieren gezählt</translation>
    </message>
</context>
<context>
    <name>syncline::ConfirmBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>syncline::ConflictText</name>
    <message>
        <source>field %1</source>
        <translation>Feld %1</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>kein Wert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>%1, feature %2</source>
        <translation>%1, Objekt %2</translation>
    </message>
    <message>
        <source>and more</source>
        <translation>und weitere</translation>
    </message>
    <message>
        <source>    %1: %2 in use, %3 on the server, %4 before</source>
        <translation>    %1: %2 in Gebrauch, %3 auf dem Server, %4 vorher</translation>
    </message>
</context>
<context>
    <name>syncline::CountLabel</name>
    <message numerus="yes">
        <source>%1 of %n project(s)</source>
        <translation>
            <numerusform>%1 von %n Projekt</numerusform>
            <numerusform>%1 von %n Projekten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n project(s)</source>
        <translation>
            <numerusform>%n Projekt</numerusform>
            <numerusform>%n Projekte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>syncline::DetailsDialog</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>syncline::Downloads</name>
    <message>
        <source>%1 is downloaded.</source>
        <translation>%1 ist heruntergeladen.</translation>
    </message>
</context>
<context>
    <name>syncline::EditsQuestion</name>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n hinzugefügt</numerusform>
            <numerusform>%n hinzugefügt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n geändert</numerusform>
            <numerusform>%n geändert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n removed</source>
        <translation>
            <numerusform>%n entfernt</numerusform>
            <numerusform>%n entfernt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>syncline::ErrorSentence</name>
    <message>
        <source>The server</source>
        <translation>Der Server</translation>
    </message>
    <message>
        <source>this project</source>
        <translation>diesem Projekt</translation>
    </message>
    <message>
        <source>Sync canceled. What was finished is kept; the rest waits for the next sync.</source>
        <translation>Synchronisierung abgebrochen. Fertiges bleibt erhalten; der Rest wartet auf die nächste Synchronisierung.</translation>
    </message>
    <message>
        <source>%1 stopped answering. What was transferred is kept; the sync continues from there.</source>
        <translation>%1 antwortet nicht mehr. Bereits Übertragenes bleibt erhalten; die Synchronisierung macht dort weiter.</translation>
    </message>
    <message>
        <source>%1 does not answer. Your changes stay here.</source>
        <translation>%1 antwortet nicht. Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted. Nothing was sent. Your administrator can add it in QGIS&apos;s authentication options.</source>
        <translation>%1 hat ein Zertifikat, dem nicht vertraut wird. Es wurde nichts gesendet. Ihr Administrator kann es in den Authentifizierungsoptionen von QGIS hinzufügen.</translation>
    </message>
    <message>
        <source>This address answers, but it is no Mergin Maps server.</source>
        <translation>Diese Adresse antwortet, ist aber kein Mergin-Maps-Server.</translation>
    </message>
    <message>
        <source>%1 sent an answer that makes no sense. Nothing was changed here.</source>
        <translation>%1 hat eine unverständliche Antwort gesendet. Hier wurde nichts geändert.</translation>
    </message>
    <message>
        <source>“%1” was not found. Check the address; nothing was changed.</source>
        <translation>„%1“ wurde nicht gefunden. Prüfen Sie die Adresse; es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The proxy wants a user name and password. Nothing was sent.</source>
        <translation>Der Proxy verlangt Benutzername und Passwort. Es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>You are offline. Your changes stay here.</source>
        <translation>Sie sind offline. Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>User name or password is wrong.</source>
        <translation>Benutzername oder Passwort ist falsch.</translation>
    </message>
    <message>
        <source>Your sign-in has expired. Sign in and the sync goes on.</source>
        <translation>Ihre Anmeldung ist abgelaufen. Melden Sie sich an, dann geht die Synchronisierung weiter.</translation>
    </message>
    <message>
        <source>%1 has a project “%2” already.</source>
        <translation>%1 hat bereits ein Projekt „%2“.</translation>
    </message>
    <message>
        <source>The system keyring did not answer. You are signed in until QGIS closes.</source>
        <translation>Der Schlüsselbund des Systems hat nicht geantwortet. Sie bleiben angemeldet, bis QGIS geschlossen wird.</translation>
    </message>
    <message>
        <source>You are Reader in %1, so your changes stay here. An owner can make you Writer.</source>
        <translation>Sie sind Leser in %1, daher bleiben Ihre Änderungen hier. Ein Eigentümer kann Sie zum Schreiber machen.</translation>
    </message>
    <message>
        <source>%1 is not there, or you have no access to it. Your files are all here; owners can add you.</source>
        <translation>%1 ist nicht vorhanden, oder Sie haben keinen Zugriff darauf. Ihre Dateien sind alle hier; Eigentümer können Sie hinzufügen.</translation>
    </message>
    <message>
        <source>The project keeps changing on the server; the sync stopped after some rounds. Nothing was lost.</source>
        <translation>Das Projekt ändert sich auf dem Server ständig; die Synchronisierung hat nach einigen Durchgängen aufgehört. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>Somebody else is uploading. Yours goes on when it ends.</source>
        <translation>Jemand anderes lädt gerade hoch. Ihr Hochladen geht danach weiter.</translation>
    </message>
    <message>
        <source>The server asks to wait. The rest goes on by itself then.</source>
        <translation>Der Server bittet zu warten. Der Rest läuft danach von selbst weiter.</translation>
    </message>
    <message>
        <source>“%1” was not uploaded: this server refuses it. All else is synced.</source>
        <translation>„%1“ wurde nicht hochgeladen: Dieser Server lehnt die Datei ab. Alles andere ist synchronisiert.</translation>
    </message>
    <message>
        <source>%1 refused the upload. Your changes stay here.</source>
        <translation>%1 hat das Hochladen abgelehnt. Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>%1 refused this. Nothing was changed.</source>
        <translation>%1 hat dies abgelehnt. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>%1 is too old for syncing; 2023.2 or newer is needed. Your files are not touched.</source>
        <translation>%1 ist zu alt zum Synchronisieren; 2023.2 oder neuer ist nötig. Ihre Dateien bleiben unberührt.</translation>
    </message>
    <message>
        <source>%1 needs a newer Syncline. Your changes stay here until you update it.</source>
        <translation>%1 benötigt ein neueres Syncline. Ihre Änderungen bleiben hier, bis Sie es aktualisieren.</translation>
    </message>
    <message>
        <source>%1 has trouble. Nothing was lost.</source>
        <translation>%1 hat Probleme. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>The workspace</source>
        <translation>Der Arbeitsbereich</translation>
    </message>
    <message>
        <source>%1 has no storage left for this. Your changes stay here.</source>
        <translation>%1 hat dafür keinen Speicherplatz mehr. Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>%1 has %2 left, which is not enough for this. Your changes stay here.</source>
        <translation>%1 hat noch %2 frei; das reicht hierfür nicht. Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was changed; what was downloaded is kept.</source>
        <translation>Der Datenträger ist voll. Es wurde nichts geändert; Heruntergeladenes bleibt erhalten.</translation>
    </message>
    <message>
        <source>The folder of %1 cannot be written. Nothing was changed.</source>
        <translation>Der Ordner von %1 ist nicht beschreibbar. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>A file of %1 is open in another program. Nothing was lost; the sync goes on when it is closed.</source>
        <translation>Eine Datei von %1 ist in einem anderen Programm geöffnet. Nichts ging verloren; die Synchronisierung geht weiter, sobald sie geschlossen ist.</translation>
    </message>
    <message>
        <source>A GeoPackage of %1 is damaged here. Your files are left alone.</source>
        <translation>Ein GeoPackage von %1 ist hier beschädigt. Ihre Dateien bleiben unangetastet.</translation>
    </message>
    <message>
        <source>The structure of a layer changed here and on the server. Both files are kept.</source>
        <translation>Die Struktur eines Layers wurde hier und auf dem Server geändert. Beide Dateien bleiben erhalten.</translation>
    </message>
    <message>
        <source>A file was left alone: its name cannot be used. Rename it, then sync again.</source>
        <translation>Eine Datei wurde ausgelassen: Ihr Name ist nicht verwendbar. Benennen Sie sie um und synchronisieren Sie dann erneut.</translation>
    </message>
    <message>
        <source>Writing did not work: the disk reports a fault. Your old files are kept as they were.</source>
        <translation>Das Schreiben ist fehlgeschlagen: Der Datenträger meldet einen Fehler. Ihre alten Dateien bleiben, wie sie waren.</translation>
    </message>
    <message>
        <source>“%1” is open in another program, so the server&apos;s change to it waits. All else is synced.</source>
        <translation>„%1“ ist in einem anderen Programm geöffnet, daher wartet die Änderung des Servers daran. Alles andere ist synchronisiert.</translation>
    </message>
    <message>
        <source>“%1” is damaged here. Your file is left alone.</source>
        <translation>„%1“ ist hier beschädigt. Ihre Datei bleibt unangetastet.</translation>
    </message>
    <message>
        <source>The structure of “%1” changed here and on the server. Both files are kept.</source>
        <translation>Die Struktur von „%1“ wurde hier und auf dem Server geändert. Beide Dateien bleiben erhalten.</translation>
    </message>
    <message>
        <source>“%1” was left alone: its name cannot be used. All else is synced.</source>
        <translation>„%1“ wurde ausgelassen: Der Name ist nicht verwendbar. Alles andere ist synchronisiert.</translation>
    </message>
    <message>
        <source>The disk is too full for “%1”. Your old file is kept.</source>
        <translation>Der Datenträger ist zu voll für „%1“. Ihre alte Datei bleibt erhalten.</translation>
    </message>
    <message>
        <source>“%1” cannot be read or written here, so it was left alone on both sides. All else is synced.</source>
        <translation>„%1“ ist hier nicht lesbar oder nicht beschreibbar und wurde daher auf beiden Seiten ausgelassen. Alles andere ist synchronisiert.</translation>
    </message>
    <message>
        <source>Writing “%1” did not work: the disk reports a fault. Your old file is kept as it was.</source>
        <translation>Das Schreiben von „%1“ ist fehlgeschlagen: Der Datenträger meldet einen Fehler. Ihre alte Datei bleibt, wie sie war.</translation>
    </message>
    <message>
        <source>This folder is no synced project. Nothing was changed.</source>
        <translation>Dieser Ordner ist kein synchronisiertes Projekt. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The sync data of this folder is damaged. Your files are fine. Download the project again to another folder, then copy your changes.</source>
        <translation>Die Synchronisierungsdaten dieses Ordners sind beschädigt. Ihre Dateien sind in Ordnung. Laden Sie das Projekt erneut in einen anderen Ordner herunter und kopieren Sie dann Ihre Änderungen.</translation>
    </message>
    <message>
        <source>The last sync was interrupted. Everything is kept; finishing takes a moment.</source>
        <translation>Die letzte Synchronisierung wurde unterbrochen. Alles ist erhalten; das Abschließen dauert einen Moment.</translation>
    </message>
    <message>
        <source>Most files of %1 are missing here. Is the drive connected? Nothing was removed on the server.</source>
        <translation>Die meisten Dateien von %1 fehlen hier. Ist das Laufwerk verbunden? Auf dem Server wurde nichts entfernt.</translation>
    </message>
    <message>
        <source>Another program here is syncing this folder. Nothing was changed.</source>
        <translation>Ein anderes Programm synchronisiert hier gerade diesen Ordner. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>This cannot be used as it is. Nothing was changed.</source>
        <translation>Dies ist so nicht verwendbar. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>Something unexpected stopped this step. Your files were not touched by it.</source>
        <translation>Etwas Unerwartetes hat diesen Schritt gestoppt. Ihre Dateien wurden davon nicht berührt.</translation>
    </message>
    <message>
        <source>This is not there, or you have no access to it. Your files are all here; owners can add you.</source>
        <translation>Dies ist nicht vorhanden, oder Sie haben keinen Zugriff darauf. Ihre Dateien sind alle hier; Eigentümer können Sie hinzufügen.</translation>
    </message>
    <message>
        <source>The edits to a layer here and on the server do not fit together. Both files are kept.</source>
        <translation>Die Bearbeitungen eines Layers hier und auf dem Server passen nicht zusammen. Beide Dateien bleiben erhalten.</translation>
    </message>
    <message>
        <source>The edits to “%1” here and on the server do not fit together. Both files are kept.</source>
        <translation>Die Bearbeitungen von „%1“ hier und auf dem Server passen nicht zusammen. Beide Dateien bleiben erhalten.</translation>
    </message>
    <message>
        <source>“%1” did not arrive intact and was not used. Your old file is kept.</source>
        <translation>„%1“ kam nicht unversehrt an und wurde nicht verwendet. Ihre alte Datei bleibt.</translation>
    </message>
    <message>
        <source>Editors cannot upload this, so your “%1” stays here. All else is synced.</source>
        <translation>Bearbeiter dürfen das nicht hochladen, daher bleibt Ihr „%1“ hier. Alles andere ist synchron.</translation>
    </message>
    <message>
        <source>%1 is under maintenance. Reading works; uploads go on when it ends.</source>
        <translation>%1 wird gewartet. Lesen geht; Hochladen geht weiter, wenn die Wartung endet.</translation>
    </message>
    <message>
        <source>The project is locked on the server. Your changes stay here.</source>
        <translation>Das Projekt ist auf dem Server gesperrt. Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>%1 is locked on the server. Your changes stay here.</source>
        <translation>%1 ist auf dem Server gesperrt. Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>“%1” (%2) is larger than %3 and was not uploaded. All else is synced.</source>
        <translation>„%1“ (%2) ist größer als %3 und wurde nicht hochgeladen. Alles andere ist synchron.</translation>
    </message>
    <message>
        <source>%1 has all the projects it may have. Nothing was created.</source>
        <translation>%1 hat alle Projekte, die erlaubt sind. Es wurde nichts angelegt.</translation>
    </message>
    <message>
        <source>The trial of %1 has ended. Downloading works, uploading does not; your changes stay here.</source>
        <translation>Die Testzeit von %1 ist zu Ende. Herunterladen geht, Hochladen nicht; Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>The list of files in this partial project cannot be read, so nothing was synced or removed.</source>
        <translation>Die Liste der Dateien dieses Teilprojekts kann nicht gelesen werden, daher wurde nichts synchronisiert oder entfernt.</translation>
    </message>
    <message>
        <source>Most files of %1 are missing here. Remove them for everybody, on the server too?</source>
        <translation>Die meisten Dateien von %1 fehlen hier. Für alle entfernen, auch auf dem Server?</translation>
    </message>
    <message>
        <source>%1 of %2 features in “%3” are gone here. Remove them for everybody, on the server too?</source>
        <translation>%1 von %2 Objekten in „%3“ gibt es hier nicht mehr. Für alle entfernen, auch auf dem Server?</translation>
    </message>
    <message>
        <source>This project</source>
        <translation>Dieses Projekt</translation>
    </message>
    <message>
        <source>%1 was deleted on the server. Your files are all here.</source>
        <translation>%1 wurde auf dem Server gelöscht. Ihre Dateien sind alle hier.</translation>
    </message>
    <message>
        <source>You no longer have access to %1. Your files are all here; owners can add you again.</source>
        <translation>Sie haben keinen Zugriff mehr auf %1. Ihre Dateien sind alle hier; Eigentümer können Sie wieder hinzufügen.</translation>
    </message>
    <message>
        <source>“%1” and “%2” are one file on this computer. The second is on the server alone; nothing is lost.</source>
        <translation>„%1“ und „%2“ sind auf diesem Computer eine Datei. Die zweite ist nur auf dem Server; nichts geht verloren.</translation>
    </message>
    <message>
        <source>“%1” has a path that is too long, so it stays where it is. All else is synced.</source>
        <translation>„%1“ hat einen zu langen Pfad und bleibt, wo es ist. Alles andere ist synchronisiert.</translation>
    </message>
    <message>
        <source>This sync removes %1 of %2 features in “%3” on the server. Nothing has been done yet.</source>
        <translation>Diese Synchronisierung entfernt %1 von %2 Objekten in „%3“ auf dem Server. Noch ist nichts geschehen.</translation>
    </message>
</context>
<context>
    <name>syncline::ExitQuestion</name>
    <message>
        <source>A sync is running. If QGIS closes now it continues at the next start; nothing is lost.</source>
        <translation>Eine Synchronisierung läuft. Wird QGIS jetzt geschlossen, geht sie beim nächsten Start weiter; nichts geht verloren.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) in %1 are not uploaded. They stay on this computer.</source>
        <translation>
            <numerusform>%n Änderung in %1 ist nicht hochgeladen. Sie bleibt auf diesem Computer.</numerusform>
            <numerusform>%n Änderungen in %1 sind nicht hochgeladen. Sie bleiben auf diesem Computer.</numerusform>
        </translation>
    </message>
    <message>
        <source>Close QGIS</source>
        <translation>QGIS schließen</translation>
    </message>
    <message>
        <source>Sync, Then Close</source>
        <translation>Synchronisieren, dann schließen</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Geöffnet lassen</translation>
    </message>
</context>
<context>
    <name>syncline::FeatureCount</name>
    <message>
        <source>%1 added, %2 changed, %3 removed</source>
        <translation>%1 hinzugefügt, %2 geändert, %3 entfernt</translation>
    </message>
</context>
<context>
    <name>syncline::InlineNotice</name>
    <message>
        <source>Close this note</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
</context>
<context>
    <name>syncline::KeyFollower</name>
    <message>
        <source>Edits of features that have a new key</source>
        <translation>Bearbeitungen von Objekten, die einen neuen Schlüssel haben</translation>
    </message>
</context>
<context>
    <name>syncline::LayerGuard</name>
    <message>
        <source>QGIS gave no reason</source>
        <translation>QGIS hat keinen Grund genannt</translation>
    </message>
</context>
<context>
    <name>syncline::NextStepText</name>
    <message>
        <source>Sync</source>
        <translation>Synchronisieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Try Now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Check Again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Sign In…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Change Server…</source>
        <translation>Server ändern…</translation>
    </message>
    <message>
        <source>Open Options</source>
        <translation>Optionen öffnen</translation>
    </message>
    <message>
        <source>Open Network Options</source>
        <translation>Netzwerkoptionen öffnen</translation>
    </message>
    <message>
        <source>Show Folder</source>
        <translation>Ordner anzeigen</translation>
    </message>
    <message>
        <source>Show Files</source>
        <translation>Dateien anzeigen</translation>
    </message>
    <message>
        <source>Load Server Version</source>
        <translation>Serverversion laden</translation>
    </message>
    <message>
        <source>Remove on the Server…</source>
        <translation>Auf dem Server entfernen…</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Projects…</source>
        <translation>Projekte…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Open Project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Keep in QGIS Database</source>
        <translation>In QGIS-Datenbank aufbewahren</translation>
    </message>
    <message>
        <source>Show Values…</source>
        <translation>Werte zeigen…</translation>
    </message>
    <message>
        <source>Open Copy</source>
        <translation>Kopie öffnen</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>People…</source>
        <translation>Personen…</translation>
    </message>
</context>
<context>
    <name>syncline::People</name>
    <message>
        <source>this line has too many or too few cells</source>
        <translation>diese Zeile hat zu viele oder zu wenige Zellen</translation>
    </message>
    <message>
        <source>neither name nor e-mail address</source>
        <translation>weder Name noch E-Mail-Adresse</translation>
    </message>
    <message>
        <source>not an e-mail address</source>
        <translation>keine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>no role is given</source>
        <translation>keine Rolle angegeben</translation>
    </message>
    <message>
        <source>there is no role “%1”</source>
        <translation>es gibt keine Rolle „%1“</translation>
    </message>
    <message>
        <source>second line for the same person (first: line %1)</source>
        <translation>zweite Zeile für dieselbe Person (erste: Zeile %1)</translation>
    </message>
    <message>
        <source>there is no project “%1”, or you may not see its people</source>
        <translation>es gibt kein Projekt „%1“, oder Sie dürfen dessen Personen nicht sehen</translation>
    </message>
    <message>
        <source>nobody called “%1” has an account on this server</source>
        <translation>niemand namens „%1“ hat ein Konto auf diesem Server</translation>
    </message>
    <message>
        <source>more than one person goes by that name; use the e-mail address</source>
        <translation>mehrere Personen haben diesen Namen; verwenden Sie die E-Mail-Adresse</translation>
    </message>
    <message>
        <source>there is no right of that name</source>
        <translation>es gibt kein Recht dieses Namens</translation>
    </message>
    <message>
        <source>the workspace has no free editor seat</source>
        <translation>der Arbeitsbereich hat keinen freien Bearbeiterplatz</translation>
    </message>
    <message>
        <source>this server has no invitations</source>
        <translation>auf diesem Server gibt es keine Einladungen</translation>
    </message>
    <message>
        <source>added</source>
        <translation>hinzugefügt</translation>
    </message>
    <message>
        <source>invited</source>
        <translation>eingeladen</translation>
    </message>
    <message>
        <source>provisioned as %1</source>
        <translation>bereitgestellt als %1</translation>
    </message>
    <message>
        <source>account %1 made</source>
        <translation>Konto %1 angelegt</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>role removed; keeps %1 access</source>
        <translation>Rolle entfernt; behält Zugriff als %1</translation>
    </message>
    <message>
        <source>will be added</source>
        <translation>wird hinzugefügt</translation>
    </message>
    <message>
        <source>will be invited by e-mail</source>
        <translation>wird per E-Mail eingeladen</translation>
    </message>
    <message>
        <source>will be invited (7 days to accept)</source>
        <translation>wird eingeladen (7 Tage zum Annehmen)</translation>
    </message>
    <message>
        <source>will be invited to %1, then added</source>
        <translation>wird zu %1 eingeladen, dann hinzugefügt</translation>
    </message>
    <message>
        <source>will be provisioned, without e-mail</source>
        <translation>wird ohne E-Mail bereitgestellt</translation>
    </message>
    <message>
        <source>gets an account</source>
        <translation>erhält ein Konto</translation>
    </message>
    <message>
        <source>will be changed</source>
        <translation>wird geändert</translation>
    </message>
    <message>
        <source>will be removed</source>
        <translation>wird entfernt</translation>
    </message>
    <message>
        <source>role is removed; keeps %1 access</source>
        <translation>Rolle wird entfernt; behält Zugriff als %1</translation>
    </message>
    <message>
        <source>is there already as %1</source>
        <translation>ist bereits als %1 vorhanden</translation>
    </message>
    <message>
        <source>is invited already</source>
        <translation>ist bereits eingeladen</translation>
    </message>
    <message>
        <source>has %1 already, stays as it is</source>
        <translation>hat bereits %1, bleibt unverändert</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>was so already</source>
        <translation>war bereits so</translation>
    </message>
    <message>
        <source>not done: %1</source>
        <translation>nicht ausgeführt: %1</translation>
    </message>
    <message>
        <source>the answer got lost; Retry looks first, so nothing is done twice</source>
        <translation>die Antwort ging verloren; „Wiederholen“ sieht zuerst nach, damit nichts doppelt geschieht</translation>
    </message>
    <message>
        <source>stopped before its turn</source>
        <translation>vor der Ausführung gestoppt</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Der Server</translation>
    </message>
    <message>
        <source>%1 was changed to %2 by somebody else meanwhile.</source>
        <translation>%1 wurde inzwischen von jemand anderem auf %2 geändert.</translation>
    </message>
    <message>
        <source>%1 was removed by somebody else meanwhile.</source>
        <translation>%1 wurde inzwischen von jemand anderem entfernt.</translation>
    </message>
    <message>
        <source>%1 is a community server: it has people on projects, but no members or invitations.</source>
        <translation>%1 ist ein Community-Server: Es gibt dort Personen in Projekten, aber keine Mitglieder oder Einladungen.</translation>
    </message>
    <message>
        <source>%1 is too old for this: %2.</source>
        <translation>%1 ist dafür zu alt: %2.</translation>
    </message>
    <message>
        <source>it needs a newer version</source>
        <translation>eine neuere Version ist nötig</translation>
    </message>
    <message>
        <source>The workspace</source>
        <translation>Der Arbeitsbereich</translation>
    </message>
    <message>
        <source>%1 has no free editor seat. Nobody was added.</source>
        <translation>%1 hat keinen freien Bearbeiterplatz. Es wurde niemand hinzugefügt.</translation>
    </message>
    <message>
        <source>This person is there already.</source>
        <translation>Diese Person ist bereits vorhanden.</translation>
    </message>
    <message>
        <source>%1 is there already, or has an open invitation.</source>
        <translation>%1 ist bereits vorhanden oder hat eine offene Einladung.</translation>
    </message>
    <message>
        <source>Nobody called “%1” has an account on this server.</source>
        <translation>Niemand namens „%1“ hat ein Konto auf diesem Server.</translation>
    </message>
    <message>
        <source>Your role may not do this. Ask an owner of %1.</source>
        <translation>Ihre Rolle erlaubt das nicht. Fragen Sie einen Eigentümer von %1.</translation>
    </message>
    <message>
        <source>You are offline. Roles can be changed when you are back.</source>
        <translation>Sie sind offline. Rollen lassen sich ändern, sobald Sie wieder online sind.</translation>
    </message>
    <message>
        <source>The domain&apos;s last administrator cannot be deleted.</source>
        <translation>Der letzte Administrator der Domain kann nicht gelöscht werden.</translation>
    </message>
    <message>
        <source>%1 was %2, is %3</source>
        <translation>%1 war %2, ist %3</translation>
    </message>
    <message>
        <source>%1 was changed by somebody else meanwhile: %2.</source>
        <translation>%1 wurde inzwischen von jemand anderem geändert: %2.</translation>
    </message>
    <message>
        <source>The domain does not know this API key.</source>
        <translation>Die Domain kennt diesen API-Schlüssel nicht.</translation>
    </message>
    <message>
        <source>This API key may not do this. The domain&apos;s administrator can allow it.</source>
        <translation>Dieser API-Schlüssel erlaubt das nicht. Der Administrator der Domain kann es zulassen.</translation>
    </message>
    <message>
        <source>There are no users at this address of %1.</source>
        <translation>Unter dieser Adresse von %1 gibt es keine Benutzer.</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 ist nicht mehr vorhanden.</translation>
    </message>
    <message>
        <source>The domain refused this. Nothing was changed.</source>
        <translation>Die Domain hat dies abgelehnt. Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>The domain refused this: %1</source>
        <translation>Die Domain hat dies abgelehnt: %1</translation>
    </message>
    <message>
        <source>Guest</source>
        <translation>Gast</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Bearbeiter</translation>
    </message>
    <message>
        <source>Writer</source>
        <translation>Schreiber</translation>
    </message>
    <message>
        <source>Admin</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>Invited</source>
        <translation>Eingeladen</translation>
    </message>
    <message>
        <source>Sees only projects shared with them and public ones.</source>
        <translation>Sieht nur öffentliche und für die Person freigegebene Projekte.</translation>
    </message>
    <message>
        <source>Owner of every project; creates projects; manages people.</source>
        <translation>Eigentümer aller Projekte; legt Projekte an; verwaltet Personen.</translation>
    </message>
    <message>
        <source>Everything an admin does, and billing and deletion of the workspace.</source>
        <translation>Alles, was ein Administrator darf, sowie Abrechnung und Löschen des Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>No role is set on this project; what the workspace gives stays.</source>
        <translation>In diesem Projekt ist keine Rolle gesetzt; was der Arbeitsbereich gibt, bleibt.</translation>
    </message>
    <message>
        <source>Sees the project, its files and history. Uploads nothing.</source>
        <translation>Sieht das Projekt, seine Dateien und den Verlauf. Lädt nichts hoch.</translation>
    </message>
    <message>
        <source>Adds, changes and removes features in existing layers and adds photos. Not the project file, layer structure or settings.</source>
        <translation>Fügt Objekte in vorhandenen Layern hinzu, ändert und entfernt sie und fügt Fotos hinzu. Nicht Projektdatei, Layerstruktur oder Einstellungen.</translation>
    </message>
    <message>
        <source>On this server editors cannot upload.</source>
        <translation>Auf diesem Server können Bearbeiter nicht hochladen.</translation>
    </message>
    <message>
        <source>Everything an editor does, and project file, styles, layer structure, settings.</source>
        <translation>Alles, was ein Bearbeiter darf, sowie Projektdatei, Stile, Layerstruktur, Einstellungen.</translation>
    </message>
    <message>
        <source>Everything a writer does, and people, name, visibility, deletion.</source>
        <translation>Alles, was ein Schreiber darf, sowie Personen, Name, Sichtbarkeit, Löschen.</translation>
    </message>
    <message>
        <source>No access to this project.</source>
        <translation>Kein Zugriff auf dieses Projekt.</translation>
    </message>
    <message>
        <source>%1: set on this project. The workspace gives %2.</source>
        <translation>%1: in diesem Projekt gesetzt. Der Arbeitsbereich gibt %2.</translation>
    </message>
    <message>
        <source>%1: set on this project.</source>
        <translation>%1: in diesem Projekt gesetzt.</translation>
    </message>
    <message>
        <source>%1: from the workspace.</source>
        <translation>%1: vom Arbeitsbereich.</translation>
    </message>
    <message>
        <source>%1: this project is public.</source>
        <translation>%1: Dieses Projekt ist öffentlich.</translation>
    </message>
    <message>
        <source>This lowers your own access.</source>
        <translation>Dies verringert Ihren eigenen Zugriff.</translation>
    </message>
    <message>
        <source>%1 is the only owner. Make somebody else owner first.</source>
        <translation>%1 ist der einzige Eigentümer. Machen Sie zuerst jemand anderen zum Eigentümer.</translation>
    </message>
    <message>
        <source>This role is above yours. Ask an owner to give it.</source>
        <translation>Diese Rolle steht über Ihrer. Bitten Sie einen Eigentümer, sie zu vergeben.</translation>
    </message>
    <message>
        <source>%1 has a role above yours. Ask an owner to change it.</source>
        <translation>%1 hat eine Rolle über Ihrer. Bitten Sie einen Eigentümer, sie zu ändern.</translation>
    </message>
    <message>
        <source>%1 is %2 in the whole workspace; a project role can only raise that.</source>
        <translation>%1 ist %2 im ganzen Arbeitsbereich; eine Projektrolle kann das nur erhöhen.</translation>
    </message>
    <message>
        <source>Your role may not change people here. Ask an owner.</source>
        <translation>Ihre Rolle erlaubt hier keine Änderungen an Personen. Fragen Sie einen Eigentümer.</translation>
    </message>
    <message>
        <source>Administer the whole domain</source>
        <translation>Die ganze Domain administrieren</translation>
    </message>
    <message>
        <source>Create pages</source>
        <translation>Seiten anlegen</translation>
    </message>
    <message>
        <source>Edit pages</source>
        <translation>Seiten bearbeiten</translation>
    </message>
    <message>
        <source>Manage all pages</source>
        <translation>Alle Seiten verwalten</translation>
    </message>
    <message>
        <source>See restricted pages</source>
        <translation>Eingeschränkte Seiten sehen</translation>
    </message>
    <message>
        <source>Create data</source>
        <translation>Daten anlegen</translation>
    </message>
    <message>
        <source>Edit data</source>
        <translation>Daten bearbeiten</translation>
    </message>
    <message>
        <source>Publish data</source>
        <translation>Daten veröffentlichen</translation>
    </message>
    <message>
        <source>Manage all data</source>
        <translation>Alle Daten verwalten</translation>
    </message>
    <message>
        <source>See restricted data</source>
        <translation>Eingeschränkte Daten sehen</translation>
    </message>
    <message>
        <source>Edit reuses</source>
        <translation>Weiterverwendungen bearbeiten</translation>
    </message>
    <message>
        <source>Manage subdomains</source>
        <translation>Subdomains verwalten</translation>
    </message>
    <message>
        <source>See the usage statistics</source>
        <translation>Nutzungsstatistik sehen</translation>
    </message>
    <message>
        <source>Edit the look of the portal</source>
        <translation>Aussehen des Portals bearbeiten</translation>
    </message>
    <message>
        <source>Edit forms</source>
        <translation>Formulare bearbeiten</translation>
    </message>
    <message>
        <source>Fill in private forms</source>
        <translation>Private Formulare ausfüllen</translation>
    </message>
    <message>
        <source>Create external assets</source>
        <translation>Externe Ressourcen anlegen</translation>
    </message>
    <message>
        <source>Edit external assets</source>
        <translation>Externe Ressourcen bearbeiten</translation>
    </message>
    <message>
        <source>See restricted external assets</source>
        <translation>Eingeschränkte externe Ressourcen sehen</translation>
    </message>
    <message>
        <source>Manage the glossary</source>
        <translation>Glossar verwalten</translation>
    </message>
    <message>
        <source>Answer showcase requests</source>
        <translation>Showcase-Anfragen beantworten</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Angezeigt als</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Last name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Staff of Opendatasoft</source>
        <translation>Personal von Opendatasoft</translation>
    </message>
    <message>
        <source>Kind of account</source>
        <translation>Art des Kontos</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Identity providers</source>
        <translation>Identitätsanbieter</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>Beigetreten</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Last sign-in</source>
        <translation>Letzte Anmeldung</translation>
    </message>
    <message>
        <source>Access ends</source>
        <translation>Zugriff endet</translation>
    </message>
    <message>
        <source>Limit of calls</source>
        <translation>Aufruflimit</translation>
    </message>
    <message>
        <source>Limits of management</source>
        <translation>Verwaltungslimits</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source> The server made it from the address: type another one in its cell.</source>
        <translation> Der Server hat ihn aus der Adresse gebildet: Geben Sie in seiner Zelle einen anderen ein.</translation>
    </message>
    <message>
        <source>had been invited before</source>
        <translation>war schon vorher eingeladen</translation>
    </message>
    <message>
        <source>“%1” is not an e-mail address.</source>
        <translation>„%1“ ist keine E-Mail-Adresse.</translation>
    </message>
    <message>
        <source>%1 done.</source>
        <translation>%1 ausgeführt.</translation>
    </message>
    <message>
        <source>%1 done, %2 not done. Nobody was changed twice.</source>
        <translation>%1 ausgeführt, %2 nicht ausgeführt. Niemand wurde zweimal geändert.</translation>
    </message>
    <message>
        <source>This API key may not %1. The domain&apos;s administrator can allow it.</source>
        <translation>Diesem API-Schlüssel fehlt ein Recht: %1. Der Administrator der Domain kann es geben.</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleDetailsDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Workspace role</source>
        <translation>Rolle im Arbeitsbereich</translation>
    </message>
    <message>
        <source>Project role</source>
        <translation>Rolle im Projekt</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Number on the server</source>
        <translation>Nummer auf dem Server</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleDomainDialog</name>
    <message>
        <source>In the Header</source>
        <translation>Im Header</translation>
    </message>
    <message>
        <source>In the Address (Logged on the Way)</source>
        <translation>In der Adresse (wird unterwegs protokolliert)</translation>
    </message>
    <message>
        <source>In the System Keyring</source>
        <translation>Im Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>In the QGIS Authentication Database</source>
        <translation>In der QGIS-Authentifizierungsdatenbank</translation>
    </message>
    <message>
        <source>Until QGIS Closes</source>
        <translation>Bis QGIS geschlossen wird</translation>
    </message>
    <message>
        <source>The portal, or the root of its API.</source>
        <translation>Das Portal oder die Wurzel seiner API.</translation>
    </message>
    <message>
        <source>✓ %1</source>
        <translation>✓ %1</translation>
    </message>
    <message>
        <source>This is no web address.</source>
        <translation>Dies ist keine Webadresse.</translation>
    </message>
    <message>
        <source>What stands before the key; may be empty</source>
        <translation>Was vor dem Schlüssel steht; darf leer sein</translation>
    </message>
    <message>
        <source>Only a key in the header has a prefix</source>
        <translation>Nur ein Schlüssel im Header hat ein Präfix</translation>
    </message>
    <message>
        <source>Enter the address of the portal first</source>
        <translation>Geben Sie zuerst die Adresse des Portals ein</translation>
    </message>
    <message>
        <source>Keep the domain and show its users</source>
        <translation>Domain behalten und ihre Benutzer anzeigen</translation>
    </message>
    <message>
        <source>Enter the API key first</source>
        <translation>Geben Sie zuerst den API-Schlüssel ein</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleDomainPage</name>
    <message>
        <source>No user is chosen</source>
        <translation>Kein Benutzer ausgewählt</translation>
    </message>
    <message>
        <source>Send the changes to the domain</source>
        <translation>Die Änderungen an die Domain senden</translation>
    </message>
    <message>
        <source>Nothing is changed</source>
        <translation>Nichts geändert</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Sorted by the server; Shift+click adds a further key</source>
        <translation>Vom Server sortiert; Umschalt+Klick fügt einen weiteren Sortierschlüssel hinzu</translation>
    </message>
    <message>
        <source>The API key of %1 is not kept here.</source>
        <translation>Der API-Schlüssel von %1 ist hier nicht gespeichert.</translation>
    </message>
    <message>
        <source>Enter Key…</source>
        <translation>Schlüssel eingeben…</translation>
    </message>
    <message>
        <source>Loading users…</source>
        <translation>Benutzer werden geladen…</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n users</source>
        <translation>
            <numerusform>%1 von %n Benutzer</numerusform>
            <numerusform>%1 von %n Benutzern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n users</source>
        <translation>
            <numerusform>%n Benutzer</numerusform>
            <numerusform>%n Benutzer</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Keine Treffer.</translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>No domain was added yet</source>
        <translation>Es wurde noch keine Domain hinzugefügt</translation>
    </message>
    <message>
        <source>Add a domain to see its users.</source>
        <translation>Fügen Sie eine Domain hinzu, um deren Benutzer zu sehen.</translation>
    </message>
    <message>
        <source>Add Domain…</source>
        <translation>Domain hinzufügen…</translation>
    </message>
    <message>
        <source>Add a domain first</source>
        <translation>Fügen Sie zuerst eine Domain hinzu</translation>
    </message>
    <message>
        <source>Save the users as CSV or JSON</source>
        <translation>Benutzer als CSV oder JSON speichern</translation>
    </message>
    <message>
        <source>Take the selected users into the workspace of Mergin Maps</source>
        <translation>Ausgewählte Benutzer in den Arbeitsbereich von Mergin Maps übernehmen</translation>
    </message>
    <message>
        <source>Sign in to Mergin Maps as owner or admin of a workspace first</source>
        <translation>Melden Sie sich zuerst bei Mergin Maps als Eigentümer oder Administrator eines Arbeitsbereichs an</translation>
    </message>
    <message>
        <source>Delete the user from the domain (Del)</source>
        <translation>Benutzer aus der Domain löschen (Entf)</translation>
    </message>
    <message>
        <source>Choose a user first</source>
        <translation>Wählen Sie zuerst einen Benutzer aus</translation>
    </message>
    <message>
        <source>Delete %1 from %2? This cannot be undone.</source>
        <translation>%1 aus %2 löschen? Dies kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Delete User</source>
        <translation>Benutzer löschen</translation>
    </message>
    <message>
        <source>%1 there now: %2</source>
        <translation>%1 dort jetzt: %2</translation>
    </message>
    <message>
        <source>Save Changes sets what stands below, Revert keeps theirs.</source>
        <translation>„Änderungen speichern“ setzt, was unten steht; „Zurücksetzen“ behält, was dort steht.</translation>
    </message>
    <message>
        <source>%1-users</source>
        <translation>%1-benutzer</translation>
    </message>
    <message>
        <source>Change Key…</source>
        <translation>Schlüssel ändern…</translation>
    </message>
    <message>
        <source>Copy Request</source>
        <translation>Anfrage kopieren</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nichts passt zu „%1“.</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleDomainPresenter</name>
    <message>
        <source>The key holds until QGIS closes; the system keyring did not take it.</source>
        <translation>Der Schlüssel gilt, bis QGIS geschlossen wird; der Schlüsselbund des Systems hat ihn nicht angenommen.</translation>
    </message>
    <message>
        <source>%1 is saved.</source>
        <translation>%1 ist gespeichert.</translation>
    </message>
    <message>
        <source>%1 is deleted from %2.</source>
        <translation>%1 ist aus %2 gelöscht.</translation>
    </message>
    <message>
        <source>“%1” cannot be written.</source>
        <translation>„%1“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Gespeichert als „%1“.</translation>
    </message>
    <message>
        <source>list users</source>
        <translation>Benutzer auflisten</translation>
    </message>
    <message>
        <source>see this user</source>
        <translation>diesen Benutzer sehen</translation>
    </message>
    <message>
        <source>change users</source>
        <translation>Benutzer ändern</translation>
    </message>
    <message>
        <source>delete users</source>
        <translation>Benutzer löschen</translation>
    </message>
    <message>
        <source>export users</source>
        <translation>Benutzer exportieren</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleExportDialog</name>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>&amp;Save As…</source>
        <translation>&amp;Speichern als…</translation>
    </message>
    <message>
        <source>Only CSV has this</source>
        <translation>Nur CSV hat das</translation>
    </message>
    <message>
        <source>Check a column first</source>
        <translation>Wählen Sie zuerst eine Spalte</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Wählen Sie die Datei</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleHelp</name>
    <message>
        <source>Who can do what, and changing it. Members belong to a workspace, collaborators to one project. A role is changed in its cell and saved at once; Undo takes it back. A project role can only raise what the workspace gives. In the access matrix changes are collected and reviewed first. The server does not list invitations that others sent, so only those from this computer are shown.</source>
        <translation>Wer was darf, und wie man es ändert. Mitglieder gehören zu einem Arbeitsbereich, Projektbeteiligte zu einem Projekt. Eine Rolle wird in ihrer Zelle geändert und sofort gespeichert; „Rückgängig“ nimmt das zurück. Eine Projektrolle kann nur erweitern, was der Arbeitsbereich gibt. In der Zugriffsmatrix werden Änderungen gesammelt und zuerst geprüft. Einladungen, die andere verschickt haben, nennt der Server nicht; gezeigt werden nur die von diesem Computer.</translation>
    </message>
    <message>
        <source>Type or paste names and e-mail addresses, separated by commas or lines. The list shows what happens to each person before anything is sent. Whoever has a role already keeps it. People without an account are invited by e-mail or get an account, as chosen above the list.</source>
        <translation>Geben Sie Namen und E-Mail-Adressen ein oder fügen Sie sie ein, getrennt durch Kommas oder Zeilen. Die Liste zeigt, was mit jeder Person geschieht, bevor etwas gesendet wird. Wer schon eine Rolle hat, behält sie. Wer kein Konto hat, wird per E-Mail eingeladen oder bekommt ein Konto, wie über der Liste gewählt.</translation>
    </message>
    <message>
        <source>A file or a pasted list of people, any number of them. Columns are found by their heads: email, username, role, project; groups and rights for an Opendatasoft domain. Nothing is sent before Apply, and nobody is removed unless you choose so. A run goes on when the window is closed; the Import button brings it back.</source>
        <translation>Eine Datei oder eine eingefügte Liste von beliebig vielen Personen. Spalten werden an ihren Überschriften erkannt: email, username, role, project; Gruppen und Rechte für eine Opendatasoft-Domäne. Vor „Anwenden“ wird nichts gesendet, und niemand wird entfernt, wenn Sie es nicht wählen. Ein Lauf geht weiter, wenn das Fenster geschlossen wird; „Importieren“ holt ihn zurück.</translation>
    </message>
    <message>
        <source>Everything that will be changed, person by person: now, then, and what happens. Rows without a check mark are left out. What did not work can be tried again; nobody is changed twice.</source>
        <translation>Alles, was geändert wird, Person für Person: jetzt, danach, und was geschieht. Zeilen ohne Häkchen werden ausgelassen. Was nicht gelang, kann wiederholt werden; niemand wird zweimal geändert.</translation>
    </message>
    <message>
        <source>The address is that of the portal, such as data.example.com, or the root of its API. The key is made in the domain&apos;s settings and needs the right to see or manage users. It is kept where you choose, and sent in a header unless the domain wants it in the query.</source>
        <translation>Die Adresse ist die des Portals, etwa data.example.com, oder die Wurzel seiner API. Der Schlüssel wird in den Einstellungen der Domäne gemacht und braucht das Recht, Benutzer zu sehen oder zu verwalten. Er wird dort aufbewahrt, wo Sie es wählen, und im Kopf der Anfrage gesendet, außer die Domäne will ihn in der Adresse.</translation>
    </message>
    <message>
        <source>All that the server tells about this person. Nothing can be changed here.</source>
        <translation>Alles, was der Server über diese Person sagt. Hier kann nichts geändert werden.</translation>
    </message>
    <message>
        <source>Roles in a Project</source>
        <translation>Rollen in einem Projekt</translation>
    </message>
    <message>
        <source>Roles in a Workspace</source>
        <translation>Rollen in einem Arbeitsbereich</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Strg+F</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>F5</source>
        <translation>F5</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>Neu laden</translation>
    </message>
    <message>
        <source>F2, Enter or Space</source>
        <translation>F2, Eingabe oder Leertaste</translation>
    </message>
    <message>
        <source>Change the role of the row</source>
        <translation>Rolle der Zeile ändern</translation>
    </message>
    <message>
        <source>Ins</source>
        <translation>Einfg</translation>
    </message>
    <message>
        <source>Add People</source>
        <translation>Personen hinzufügen</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Remove, after a question</source>
        <translation>Entfernen, nach einer Rückfrage</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Strg+C</translation>
    </message>
    <message>
        <source>Copy the rows, for a spreadsheet</source>
        <translation>Zeilen für eine Tabellenkalkulation kopieren</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Letzte Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Ctrl+Tab</source>
        <translation>Strg+Tab</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Run, in Add People</source>
        <translation>Ausführen, in „Personen hinzufügen“</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close; what runs goes on</source>
        <translation>Schließen; was läuft, läuft weiter</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Help: %1</source>
        <translation>Hilfe: %1</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleImportColumnsPage</name>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Spalte %1</translation>
    </message>
    <message>
        <source>Column %1 (%2)</source>
        <translation>Spalte %1 (%2)</translation>
    </message>
    <message>
        <source>Not in the File</source>
        <translation>Nicht in der Datei</translation>
    </message>
    <message>
        <source>No column holds e-mails or user names. Choose one, or start from the template.</source>
        <translation>Keine Spalte enthält E-Mails oder Benutzernamen. Wählen Sie eine, oder beginnen Sie mit der Vorlage.</translation>
    </message>
    <message>
        <source>Column “%1” is read as %2.</source>
        <translation>Spalte „%1“ wird als %2 gelesen.</translation>
    </message>
    <message>
        <source>Not read: %1.</source>
        <translation>Nicht gelesen: %1.</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleImportFilePage</name>
    <message>
        <source>Found by Itself</source>
        <translation>Automatisch erkannt</translation>
    </message>
    <message>
        <source>Comma</source>
        <translation>Komma</translation>
    </message>
    <message>
        <source>Semicolon</source>
        <translation>Semikolon</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Bar</source>
        <translation>Senkrechter Strich</translation>
    </message>
    <message>
        <source>the pasted list</source>
        <translation>die eingefügte Liste</translation>
    </message>
    <message>
        <source>Choose a File</source>
        <translation>Datei auswählen</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.txt *.tsv);;All files (*)</source>
        <translation>CSV-Dateien (*.csv *.txt *.tsv);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>people-template.csv</source>
        <translation>personen-vorlage.csv</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Gespeichert als „%1“.</translation>
    </message>
    <message>
        <source>“%1” cannot be written.</source>
        <translation>„%1“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>“%1” cannot be read.</source>
        <translation>„%1“ kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This cannot be read: %1. Choose the encoding the file was saved in.</source>
        <translation>Dies kann nicht gelesen werden: %1. Wählen Sie die Kodierung, in der die Datei gespeichert wurde.</translation>
    </message>
    <message numerus="yes">
        <source>%n people found.</source>
        <translation>
            <numerusform>%n Person gefunden.</numerusform>
            <numerusform>%n Personen gefunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nobody in it.</source>
        <translation>Es steht niemand darin.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) with %1 columns, read as %2.</source>
        <translation>
            <numerusform>%n Zeile mit %1 Spalten, gelesen als %2.</numerusform>
            <numerusform>%n Zeilen mit %1 Spalten, gelesen als %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>syncline::PeopleImportReviewPage</name>
    <message>
        <source>Leave Them Alone</source>
        <translation>Unverändert lassen</translation>
    </message>
    <message>
        <source>Remove Their Access</source>
        <translation>Zugriff entziehen</translation>
    </message>
    <message>
        <source>Leave Them Out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Invite by E-Mail</source>
        <translation>Per E-Mail einladen</translation>
    </message>
    <message>
        <source>Create Accounts</source>
        <translation>Konten anlegen</translation>
    </message>
    <message numerus="yes">
        <source>%n people in %1 against %2. Nothing is sent before Apply.</source>
        <translation>
            <numerusform>%n Person in %1, verglichen mit %2. Vor „Anwenden“ wird nichts gesendet.</numerusform>
            <numerusform>%n Personen in %1, verglichen mit %2. Vor „Anwenden“ wird nichts gesendet.</numerusform>
        </translation>
    </message>
    <message>
        <source>Provision without E-Mail</source>
        <translation>Ohne E-Mail bereitstellen</translation>
    </message>
    <message>
        <source>The domain&apos;s settings show it</source>
        <translation>Die Einstellungen der Domain zeigen sie</translation>
    </message>
    <message>
        <source>Only for people who are provisioned</source>
        <translation>Nur für Personen, die bereitgestellt werden</translation>
    </message>
    <message>
        <source>Say by which identity provider they sign in</source>
        <translation>Geben Sie an, über welchen Identitätsanbieter sie sich anmelden</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleImportRunPage</name>
    <message>
        <source>What was sent is sent; “Undo Changes…” offers what can be taken back</source>
        <translation>Was gesendet ist, ist gesendet; „Änderungen rückgängig machen…“ bietet an, was zurückgenommen werden kann</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleImportWizard</name>
    <message>
        <source>Import People</source>
        <translation>Personen importieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>See what would happen to each person</source>
        <translation>Ansehen, was mit jeder Person geschehen würde</translation>
    </message>
    <message>
        <source>Choose a file or paste a list first</source>
        <translation>Wählen Sie zuerst eine Datei aus oder fügen Sie eine Liste ein</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleInvitationModel</name>
    <message>
        <source>expired %1</source>
        <translation>abgelaufen: %1</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>E-Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Nicht beantwortet</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleInvitationsPage</name>
    <message>
        <source>Withdraw the invitation of %1? The link in the e-mail stops working.</source>
        <translation>Die Einladung von %1 zurückziehen? Der Link in der E-Mail wird ungültig.</translation>
    </message>
    <message>
        <source>Withdraw Invitation</source>
        <translation>Einladung zurückziehen</translation>
    </message>
    <message>
        <source>No invitations.</source>
        <translation>Keine Einladungen.</translation>
    </message>
    <message>
        <source>Nobody was invited from this computer.</source>
        <translation>Von diesem Computer wurde niemand eingeladen.</translation>
    </message>
    <message>
        <source>Choose an invitation first</source>
        <translation>Wählen Sie zuerst eine Einladung aus</translation>
    </message>
    <message>
        <source>Make the invitation worthless</source>
        <translation>Die Einladung ungültig machen</translation>
    </message>
    <message>
        <source>The server told no number for it, so it cannot be withdrawn from here</source>
        <translation>Der Server hat dafür keine Nummer mitgeteilt, daher kann sie von hier aus nicht zurückgezogen werden</translation>
    </message>
    <message>
        <source>Become a member of the workspace</source>
        <translation>Mitglied des Arbeitsbereichs werden</translation>
    </message>
    <message>
        <source>There is no invitation to accept</source>
        <translation>Es gibt keine Einladung zum Annehmen</translation>
    </message>
    <message>
        <source>Turn the invitation down</source>
        <translation>Die Einladung ablehnen</translation>
    </message>
    <message>
        <source>There is no invitation to decline</source>
        <translation>Es gibt keine Einladung zum Ablehnen</translation>
    </message>
    <message>
        <source>You are %1 in %2 now.</source>
        <translation>Sie sind jetzt %1 in %2.</translation>
    </message>
    <message>
        <source>The invitation to %1 is declined.</source>
        <translation>Die Einladung zu %1 ist abgelehnt.</translation>
    </message>
    <message>
        <source>The invitation of %1 is withdrawn.</source>
        <translation>Die Einladung von %1 ist zurückgezogen.</translation>
    </message>
    <message>
        <source>The invitation of %1 was not open any more.</source>
        <translation>Die Einladung von %1 war nicht mehr offen.</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleMatrixModel</name>
    <message>
        <source>You may not see the people of %1.</source>
        <translation>Sie dürfen die Personen von %1 nicht sehen.</translation>
    </message>
    <message>
        <source>Not loaded yet</source>
        <translation>Noch nicht geladen</translation>
    </message>
    <message>
        <source>%1 on %2: %3</source>
        <translation>%1 in %2: %3</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (Sie)</translation>
    </message>
    <message>
        <source>%1 (was %2)</source>
        <translation>%1 (vorher %2)</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleMatrixPage</name>
    <message>
        <source>No Role Set Here</source>
        <translation>Hier keine Rolle gesetzt</translation>
    </message>
    <message>
        <source>Everyone</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>External Addresses</source>
        <translation>Externe Adressen</translation>
    </message>
    <message>
        <source>Owners</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>%1 of %2 projects loaded</source>
        <translation>%1 von %2 Projekten geladen</translation>
    </message>
    <message numerus="yes">
        <source>Review %n Change(s)…</source>
        <translation>
            <numerusform>%n Änderung prüfen…</numerusform>
            <numerusform>%n Änderungen prüfen…</numerusform>
        </translation>
    </message>
    <message>
        <source>No cell was changed</source>
        <translation>Es wurde keine Zelle geändert</translation>
    </message>
    <message>
        <source>See the changes before they are sent</source>
        <translation>Änderungen vor dem Senden ansehen</translation>
    </message>
    <message>
        <source>Forget the changes that are not applied</source>
        <translation>Nicht angewendete Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Give the selected cells another role</source>
        <translation>Den ausgewählten Zellen eine andere Rolle geben</translation>
    </message>
    <message>
        <source>Select cells first</source>
        <translation>Wählen Sie zuerst Zellen aus</translation>
    </message>
    <message>
        <source>There are no projects here.</source>
        <translation>Hier gibt es keine Projekte.</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Gespeichert als „%1“.</translation>
    </message>
    <message>
        <source>“%1” cannot be written.</source>
        <translation>„%1“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>No Change in %1 Days</source>
        <translation>Keine Änderung in %1 Tagen</translation>
    </message>
    <message>
        <source>Save Snapshot…</source>
        <translation>Momentaufnahme speichern…</translation>
    </message>
    <message>
        <source>Compare with Snapshot…</source>
        <translation>Mit Momentaufnahme vergleichen…</translation>
    </message>
    <message>
        <source>End Comparison</source>
        <translation>Vergleich beenden</translation>
    </message>
    <message>
        <source>Compare with Snapshot</source>
        <translation>Mit Momentaufnahme vergleichen</translation>
    </message>
    <message>
        <source>“%1” is no snapshot: choose a file that was saved here.</source>
        <translation>„%1“ ist keine Momentaufnahme: Wählen Sie eine Datei, die hier gespeichert wurde.</translation>
    </message>
    <message>
        <source>Changed Since Snapshot</source>
        <translation>Geändert seit der Momentaufnahme</translation>
    </message>
    <message numerus="yes">
        <source>%n difference(s) from “%1”.</source>
        <translation>
            <numerusform>%n Unterschied zu „%1“.</numerusform>
            <numerusform>%n Unterschiede zu „%1“.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 No longer there: %2.</source>
        <translation>%1 Nicht mehr da: %2.</translation>
    </message>
    <message numerus="yes">
        <source>Reading the history of %n project(s)…</source>
        <translation>
            <numerusform>Der Verlauf von %n Projekt wird gelesen…</numerusform>
            <numerusform>Der Verlauf von %n Projekten wird gelesen…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The history of %n project(s) cannot be read; their changes do not count here.</source>
        <translation>
            <numerusform>Der Verlauf von %n Projekt kann nicht gelesen werden; dessen Änderungen zählen hier nicht.</numerusform>
            <numerusform>Der Verlauf von %n Projekten kann nicht gelesen werden; deren Änderungen zählen hier nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Nichts passt.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nichts passt zu „%1“.</translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation>Filter leeren</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleModel</name>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (Sie)</translation>
    </message>
    <message numerus="yes">
        <source>%n right(s)</source>
        <translation>
            <numerusform>%n Recht</numerusform>
            <numerusform>%n Rechte</numerusform>
        </translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>%1 UTC</source>
        <translation>%1 UTC</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>, saving</source>
        <translation>, wird gespeichert</translation>
    </message>
    <message>
        <source>%1, role %2%3</source>
        <translation>%1, Rolle %2%3</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>User Name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>E-Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Workspace Role</source>
        <translation>Rolle im Arbeitsbereich</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Project Role</source>
        <translation>Rolle im Projekt</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Last Seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Roles set on single projects</source>
        <translation>Rollen, die in einzelnen Projekten gesetzt sind</translation>
    </message>
    <message>
        <source>No change in %1 days</source>
        <translation>Keine Änderung in %1 Tagen</translation>
    </message>
    <message>
        <source>See then whether %1 still needs access. A reminder on this computer; nobody loses access by it.</source>
        <translation>Prüfen Sie dann, ob %1 den Zugriff noch braucht. Eine Erinnerung auf diesem Computer; niemand verliert dadurch Zugriff.</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>Last Change</source>
        <translation>Letzte Änderung</translation>
    </message>
    <message>
        <source>Review By</source>
        <translation>Prüfen bis</translation>
    </message>
</context>
<context>
    <name>syncline::PeoplePage</name>
    <message>
        <source>&amp;Workspace</source>
        <translation>&amp;Arbeitsbereich</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>Loading people…</source>
        <translation>Personen werden geladen…</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n Person</numerusform>
            <numerusform>%n Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n people</source>
        <translation>
            <numerusform>%1 von %n Person</numerusform>
            <numerusform>%1 von %n Personen</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign in to see people.</source>
        <translation>Melden Sie sich an, um Personen zu sehen.</translation>
    </message>
    <message>
        <source>Sign In…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>%1 Close this note for “%2”.</source>
        <translation>%1 Diesen Hinweis schließen für „%2“.</translation>
    </message>
    <message>
        <source>Lower My Access</source>
        <translation>Meinen Zugriff verringern</translation>
    </message>
    <message>
        <source>Nothing matches.</source>
        <translation>Keine Treffer.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Keine Treffer für „%1“.</translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Nobody else has access yet.</source>
        <translation>Noch hat niemand sonst Zugriff.</translation>
    </message>
    <message>
        <source>Add People…</source>
        <translation>Personen hinzufügen…</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>Melden Sie sich zuerst an</translation>
    </message>
    <message>
        <source>Invite people or add those of the workspace (Insert)</source>
        <translation>Personen einladen oder solche aus dem Arbeitsbereich hinzufügen (Einfg)</translation>
    </message>
    <message>
        <source>Add or change many people from a list or a CSV file</source>
        <translation>Viele Personen aus einer Liste oder CSV-Datei hinzufügen oder ändern</translation>
    </message>
    <message>
        <source>Give the selected people another role</source>
        <translation>Den ausgewählten Personen eine andere Rolle geben</translation>
    </message>
    <message>
        <source>Select people first</source>
        <translation>Wählen Sie zuerst Personen aus</translation>
    </message>
    <message>
        <source>Take access from the selected people (Del)</source>
        <translation>Den ausgewählten Personen den Zugriff entziehen (Entf)</translation>
    </message>
    <message>
        <source>Save these people and their roles as a CSV file</source>
        <translation>Diese Personen und ihre Rollen als CSV-Datei speichern</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Access here — %1</source>
        <translation>Zugriff hier – %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 This is your own access: type your user name to give it up.</source>
        <translation>%1 Dies ist Ihr eigener Zugriff: Geben Sie Ihren Benutzernamen ein, um ihn aufzugeben.</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Gespeichert als „%1“.</translation>
    </message>
    <message>
        <source>“%1” cannot be written.</source>
        <translation>„%1“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Set Role…</source>
        <translation>Rolle setzen…</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Details…</translation>
    </message>
    <message>
        <source>Copy E-Mail</source>
        <translation>E-Mail-Adresse kopieren</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Also Reset Roles Set on Projects</source>
        <translation>Auch in Projekten gesetzte Rollen zurücksetzen</translation>
    </message>
    <message>
        <source>With the next role chosen here, roles set on single projects go</source>
        <translation>Mit der nächsten hier gewählten Rolle entfallen Rollen, die in einzelnen Projekten gesetzt sind</translation>
    </message>
    <message>
        <source>Show in Matrix</source>
        <translation>In der Matrix zeigen</translation>
    </message>
    <message>
        <source>No change in %1 days</source>
        <translation>Keine Änderung in %1 Tagen</translation>
    </message>
    <message>
        <source>Last change: %1</source>
        <translation>Letzte Änderung: %1</translation>
    </message>
    <message>
        <source>Other projects (%1):</source>
        <translation>Andere Projekte (%1):</translation>
    </message>
    <message>
        <source>Roles set on projects (%1):</source>
        <translation>In Projekten gesetzte Rollen (%1):</translation>
    </message>
    <message>
        <source>No Date</source>
        <translation>Kein Datum</translation>
    </message>
    <message numerus="yes">
        <source>In %n Day(s)</source>
        <translation>
            <numerusform>In %n Tag</numerusform>
            <numerusform>In %n Tagen</numerusform>
        </translation>
    </message>
    <message>
        <source>It is time to see who still needs access: %1.</source>
        <translation>Es ist Zeit zu prüfen, wer den Zugriff noch braucht: %1.</translation>
    </message>
    <message numerus="yes">
        <source>It is time to see who still needs access: %1 and %n more.</source>
        <translation>
            <numerusform>Es ist Zeit zu prüfen, wer den Zugriff noch braucht: %1 und %n weitere Person.</numerusform>
            <numerusform>Es ist Zeit zu prüfen, wer den Zugriff noch braucht: %1 und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Whether people without a role see this project</source>
        <translation>Ob Personen ohne Rolle dieses Projekt sehen</translation>
    </message>
    <message>
        <source>Let anyone read %1? Everybody who reaches %2 sees its files and history.</source>
        <translation>Soll jeder %1 lesen dürfen? Wer %2 erreicht, sieht dann Dateien und Verlauf.</translation>
    </message>
    <message>
        <source>Make %1 private? Only people with a role see it then.</source>
        <translation>%1 privat machen? Dann sehen es nur Personen mit einer Rolle.</translation>
    </message>
    <message>
        <source>Let Anyone Read</source>
        <translation>Jeden lesen lassen</translation>
    </message>
    <message>
        <source>Make Private</source>
        <translation>Privat machen</translation>
    </message>
    <message>
        <source>Also remove roles set on single projects (%1)</source>
        <translation>Auch in einzelnen Projekten gesetzte Rollen entfernen (%1)</translation>
    </message>
    <message>
        <source>Also remove roles set on single projects</source>
        <translation>Auch in einzelnen Projekten gesetzte Rollen entfernen</translation>
    </message>
    <message>
        <source>Invite…</source>
        <translation>Einladen…</translation>
    </message>
    <message>
        <source>%1 · loaded %2</source>
        <translation>%1 · geladen %2</translation>
    </message>
    <message>
        <source>Only owners and admins see the members.</source>
        <translation>Nur Eigentümer und Administratoren sehen die Mitglieder.</translation>
    </message>
    <message>
        <source>E-Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>User Name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
</context>
<context>
    <name>syncline::PeoplePresenter</name>
    <message>
        <source>%1 was removed by somebody else meanwhile.</source>
        <translation>%1 wurde inzwischen von jemand anderem entfernt.</translation>
    </message>
    <message>
        <source>This lowers your own access from %1 to %2. Type your user name to do it all the same.</source>
        <translation>Dies verringert Ihren eigenen Zugriff von %1 auf %2. Geben Sie Ihren Benutzernamen ein, um es trotzdem zu tun.</translation>
    </message>
    <message>
        <source>%1 is not a member any more.</source>
        <translation>%1 ist kein Mitglied mehr.</translation>
    </message>
    <message>
        <source>%1 has no role of this project any more (was %2).</source>
        <translation>%1 hat keine Rolle in diesem Projekt mehr (war %2).</translation>
    </message>
    <message>
        <source>%1 is now %2 (was %3).</source>
        <translation>%1 ist jetzt %2 (war %3).</translation>
    </message>
    <message>
        <source>%1 was changed to %2 by somebody else meanwhile.</source>
        <translation>%1 wurde inzwischen von jemand anderem auf %2 geändert.</translation>
    </message>
    <message>
        <source>Set %1 Anyway</source>
        <translation>Trotzdem %1 setzen</translation>
    </message>
    <message>
        <source>Keep %1</source>
        <translation>%1 beibehalten</translation>
    </message>
    <message>
        <source>Remove %1 from %2? %1 loses access to every project of it, and must be invited again to come back.</source>
        <translation>%1 aus %2 entfernen? %1 verliert den Zugriff auf alle zugehörigen Projekte und muss für eine Rückkehr erneut eingeladen werden.</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Remove %1&apos;s role in %2? %1 loses access.</source>
        <translation>Die Rolle von %1 in %2 entfernen? %1 verliert den Zugriff.</translation>
    </message>
    <message>
        <source>Remove %1&apos;s role in %2? %1 keeps %3 access from the workspace.</source>
        <translation>Die Rolle von %1 in %2 entfernen? %1 behält über den Arbeitsbereich Zugriff als %3.</translation>
    </message>
    <message>
        <source>Remove Role</source>
        <translation>Rolle entfernen</translation>
    </message>
    <message>
        <source>Seats %1 of %2</source>
        <translation>Plätze: %1 von %2</translation>
    </message>
    <message>
        <source>You are %1 in %2. Owners and admins can change members: %3.</source>
        <translation>Sie sind %1 in %2. Eigentümer und Administratoren können Mitglieder ändern: %3.</translation>
    </message>
    <message>
        <source>You are %1 here. Owners can change access: %2.</source>
        <translation>Sie sind hier %1. Eigentümer können den Zugriff ändern: %2.</translation>
    </message>
    <message>
        <source>Anyone may read %1 now.</source>
        <translation>Jeder darf %1 jetzt lesen.</translation>
    </message>
    <message>
        <source>%1 is private now.</source>
        <translation>%1 ist jetzt privat.</translation>
    </message>
    <message>
        <source> Roles set on single projects are gone.</source>
        <translation> Rollen, die in einzelnen Projekten gesetzt waren, sind weg.</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiteres</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove %1 from %2? %1 has no role on any project, and must be invited again to come back.</source>
        <translation>%1 aus %2 entfernen? %1 hat in keinem Projekt eine Rolle und muss neu eingeladen werden, um zurückzukommen.</translation>
    </message>
    <message numerus="yes">
        <source>Remove %1 from %2? %1 loses access to %n project(s): %3. %1 must be invited again to come back.</source>
        <translation>
            <numerusform>%1 aus %2 entfernen? %1 verliert den Zugriff auf %n Projekt: %3. %1 muss neu eingeladen werden, um zurückzukommen.</numerusform>
            <numerusform>%1 aus %2 entfernen? %1 verliert den Zugriff auf %n Projekte: %3. %1 muss neu eingeladen werden, um zurückzukommen.</numerusform>
        </translation>
    </message>
    <message>
        <source>You are offline. This list was loaded %1; roles can be changed when you are back.</source>
        <translation>Sie sind offline. Diese Liste wurde %1 geladen; Rollen lassen sich ändern, sobald Sie wieder verbunden sind.</translation>
    </message>
    <message>
        <source>The answer for %1 got lost. Reload (F5) shows whether it is done.</source>
        <translation>Die Antwort für %1 ging verloren. Neu laden (F5) zeigt, ob es geschehen ist.</translation>
    </message>
    <message>
        <source>Seats %1, no limit</source>
        <translation>Plätze %1, ohne Grenze</translation>
    </message>
    <message>
        <source>You are %1 in %2. Its owners and admins can change members; the server does not tell who they are.</source>
        <translation>Sie sind %1 in %2. Mitglieder ändern können dort die Eigentümer und Administratoren; der Server sagt nicht, wer sie sind.</translation>
    </message>
    <message>
        <source>%1 Owners of %2: %3.</source>
        <translation>%1 Eigentümer von %2: %3.</translation>
    </message>
    <message>
        <source>You are %1 here. Owners and admins of %2 can change access; the server does not tell who they are.</source>
        <translation>Sie sind hier %1. Zugriffe ändern können die Eigentümer und Administratoren von %2; der Server sagt nicht, wer sie sind.</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleReviewModel</name>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
    <message>
        <source>%1 (you)</source>
        <translation>%1 (Sie)</translation>
    </message>
    <message>
        <source>%1, %2 to %3, %4</source>
        <translation>%1, %2 zu %3, %4</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>What Happens</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>User Name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Take %1 out of the list</source>
        <translation>%1 aus der Liste nehmen</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleReviewPane</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Same</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <source>Not Possible</source>
        <translation>Nicht möglich</translation>
    </message>
    <message>
        <source>Not Done</source>
        <translation>Nicht ausgeführt</translation>
    </message>
    <message>
        <source>Seats: %1 of %2 used, %3 after this.</source>
        <translation>Plätze: %1 von %2 belegt, danach %3.</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) will not be added: no seat is left.</source>
        <translation>
            <numerusform>%n Person wird nicht hinzugefügt: Es ist kein Platz mehr frei.</numerusform>
            <numerusform>%n Personen werden nicht hinzugefügt: Es ist kein Platz mehr frei.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n People</source>
        <translation>
            <numerusform>%n Person hinzufügen</numerusform>
            <numerusform>%n Personen hinzufügen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n Change(s)</source>
        <translation>
            <numerusform>%n Änderung anwenden</numerusform>
            <numerusform>%n Änderungen anwenden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove access of %n people</source>
        <translation>
            <numerusform>%n Person den Zugriff entziehen</numerusform>
            <numerusform>%n Personen den Zugriff entziehen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 · %3 at a time</source>
        <translation>%1 von %2 · %3 gleichzeitig</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Retry %1</source>
        <translation>%1 wiederholen</translation>
    </message>
    <message>
        <source>Check “%1” first</source>
        <translation>Aktivieren Sie zuerst „%1“</translation>
    </message>
    <message>
        <source>There is nothing to do</source>
        <translation>Es gibt nichts zu tun</translation>
    </message>
    <message>
        <source>people-report.csv</source>
        <translation>personen-bericht.csv</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Gespeichert als „%1“.</translation>
    </message>
    <message>
        <source>“%1” cannot be written.</source>
        <translation>„%1“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Invite</source>
        <translation>Einladen</translation>
    </message>
    <message>
        <source>Create Account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>%1 to do · %2 the same · %3 not possible · as of %4</source>
        <translation>%1 zu tun · %2 gleich · %3 nicht möglich · Stand %4</translation>
    </message>
    <message>
        <source>The server asks to wait %1 s. The rest goes on by itself then.</source>
        <translation>Der Server bittet um %1 s Geduld. Der Rest geht danach von selbst weiter.</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleUndoBar</name>
    <message>
        <source>&amp;Undo</source>
        <translation>Rüc&amp;kgängig</translation>
    </message>
    <message>
        <source>Take the last change back (Ctrl+Z)</source>
        <translation>Die letzte Änderung zurücknehmen (Strg+Z)</translation>
    </message>
</context>
<context>
    <name>syncline::PeopleWindow</name>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Collaborators</source>
        <translation>Projektbeteiligte</translation>
    </message>
    <message>
        <source>Access Matrix</source>
        <translation>Zugriffsmatrix</translation>
    </message>
    <message>
        <source>Invitations</source>
        <translation>Einladungen</translation>
    </message>
    <message>
        <source>Opendatasoft</source>
        <translation>Opendatasoft</translation>
    </message>
    <message>
        <source>Invitations (%1)</source>
        <translation>Einladungen (%1)</translation>
    </message>
</context>
<context>
    <name>syncline::PluginActions</name>
    <message>
        <source>Sync</source>
        <translation>Synchronisieren</translation>
    </message>
    <message>
        <source>Download and upload the changes of this project</source>
        <translation>Die Änderungen dieses Projekts herunterladen und hochladen</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Show what is synced and what is not</source>
        <translation>Zeigen, was synchronisiert ist und was nicht</translation>
    </message>
    <message>
        <source>Projects…</source>
        <translation>Projekte…</translation>
    </message>
    <message>
        <source>Find, download and open projects</source>
        <translation>Projekte suchen, herunterladen und öffnen</translation>
    </message>
    <message>
        <source>Syncline</source>
        <translation>Syncline</translation>
    </message>
    <message>
        <source>Download Changes Only</source>
        <translation>Nur Änderungen herunterladen</translation>
    </message>
    <message>
        <source>Download the changes on the server; keep the changes here for later</source>
        <translation>Die Änderungen auf dem Server herunterladen; die Änderungen hier für später behalten</translation>
    </message>
    <message>
        <source>Upload Changes Only</source>
        <translation>Nur Änderungen hochladen</translation>
    </message>
    <message>
        <source>Upload the changes here, if nothing on the server is newer</source>
        <translation>Die Änderungen hier hochladen, wenn auf dem Server nichts neuer ist</translation>
    </message>
    <message>
        <source>Sign In…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>Sign in to a Mergin Maps server</source>
        <translation>An einem Mergin-Maps-Server anmelden</translation>
    </message>
    <message>
        <source>Sign Out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Forget the sign-in on this computer; files stay</source>
        <translation>Die Anmeldung auf diesem Computer vergessen; Dateien bleiben</translation>
    </message>
    <message>
        <source>Open a synced project first.</source>
        <translation>Öffnen Sie zuerst ein synchronisiertes Projekt.</translation>
    </message>
    <message>
        <source>Sync: %1</source>
        <translation>Synchronisieren: %1</translation>
    </message>
    <message>
        <source>Sync (%1): %2</source>
        <translation>Synchronisieren (%1): %2</translation>
    </message>
    <message>
        <source>Sign Out %1</source>
        <translation>%1 abmelden</translation>
    </message>
    <message>
        <source>People…</source>
        <translation>Personen…</translation>
    </message>
    <message>
        <source>See who can do what, and give access</source>
        <translation>Sehen, wer was darf, und Zugriff geben</translation>
    </message>
</context>
<context>
    <name>syncline::PluginWork</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
</context>
<context>
    <name>syncline::ProjectBrowserDialog</name>
    <message>
        <source>Loading projects…</source>
        <translation>Projekte werden geladen…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>All My Projects</source>
        <translation>Alle meine Projekte</translation>
    </message>
    <message>
        <source>Public Projects</source>
        <translation>Öffentliche Projekte</translation>
    </message>
    <message>
        <source>On This Computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Sign in to see projects.</source>
        <translation>Melden Sie sich an, um Projekte zu sehen.</translation>
    </message>
    <message>
        <source>Sign In…</source>
        <translation>Anmelden…</translation>
    </message>
    <message>
        <source>%1 has no projects yet.</source>
        <translation>%1 hat noch keine Projekte.</translation>
    </message>
    <message>
        <source>There are no projects yet.</source>
        <translation>Es gibt noch keine Projekte.</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Keine Treffer für „%1“.</translation>
    </message>
    <message>
        <source>Clear Filter</source>
        <translation>Filter löschen</translation>
    </message>
    <message>
        <source>Type a name to search public projects.</source>
        <translation>Geben Sie einen Namen ein, um öffentliche Projekte zu suchen.</translation>
    </message>
    <message>
        <source>No project was downloaded to this computer yet.</source>
        <translation>Auf diesen Computer wurde noch kein Projekt heruntergeladen.</translation>
    </message>
    <message>
        <source>Choose a project that is on this computer.</source>
        <translation>Wählen Sie ein Projekt, das auf diesem Computer ist.</translation>
    </message>
    <message>
        <source>This project is on this computer already.</source>
        <translation>Dieses Projekt ist bereits auf diesem Computer.</translation>
    </message>
    <message>
        <source>Choose a project first.</source>
        <translation>Wählen Sie zuerst ein Projekt aus.</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n file(s)</source>
        <translation>
            <numerusform>%1 · %n Datei</numerusform>
            <numerusform>%1 · %n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a folder for the project.</source>
        <translation>Wählen Sie einen Ordner für das Projekt.</translation>
    </message>
    <message>
        <source>This folder is not empty.</source>
        <translation>Dieser Ordner ist nicht leer.</translation>
    </message>
    <message>
        <source>This folder cannot be written.</source>
        <translation>Dieser Ordner ist nicht beschreibbar.</translation>
    </message>
    <message>
        <source>%1 needed, %2 free.</source>
        <translation>%1 benötigt, %2 frei.</translation>
    </message>
    <message>
        <source>✓ %1 free</source>
        <translation>✓ %1 frei</translation>
    </message>
    <message>
        <source>Choose a Folder</source>
        <translation>Ordner auswählen</translation>
    </message>
    <message>
        <source>Cancel Download</source>
        <translation>Herunterladen abbrechen</translation>
    </message>
    <message>
        <source>Forget This Folder</source>
        <translation>Diesen Ordner vergessen</translation>
    </message>
</context>
<context>
    <name>syncline::ProjectListModel</name>
    <message>
        <source>%1 UTC</source>
        <translation>%1 UTC</translation>
    </message>
    <message>
        <source>%1, workspace %2, %3</source>
        <translation>%1, Arbeitsbereich %2, %3</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Auf diesem Computer</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Folder not found</source>
        <translation>Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Downloading %1 %</source>
        <translation>Wird heruntergeladen: %1 %</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>Wird heruntergeladen…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>Aktualisiert</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>syncline::ProjectPresenter</name>
    <message>
        <source>Your sign-in has expired. Sign in again; the sync goes on.</source>
        <translation>Ihre Anmeldung ist abgelaufen. Melden Sie sich erneut an; die Synchronisierung geht weiter.</translation>
    </message>
    <message>
        <source>Sign in to sync %1; the sync goes on then.</source>
        <translation>Melden Sie sich an, um %1 zu synchronisieren; dann geht die Synchronisierung weiter.</translation>
    </message>
    <message>
        <source>%1 was not saved: %2. The edits are still in the layer.</source>
        <translation>%1 wurde nicht gespeichert: %2. Die Bearbeitungen sind noch im Layer.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>Synced; %n conflict(s) wait for your choice.</source>
        <translation>
            <numerusform>Synchronisiert; %n Konflikt wartet auf Ihre Entscheidung.</numerusform>
            <numerusform>Synchronisiert; %n Konflikte warten auf Ihre Entscheidung.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Synced, except %n file(s).</source>
        <translation>
            <numerusform>Synchronisiert, außer %n Datei.</numerusform>
            <numerusform>Synchronisiert, außer %n Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything is synced.</source>
        <translation>Alles ist synchronisiert.</translation>
    </message>
    <message numerus="yes">
        <source>Synced: %n change(s) up, %1 down.</source>
        <translation>
            <numerusform>Synchronisiert: %n Änderung hochgeladen, %1 heruntergeladen.</numerusform>
            <numerusform>Synchronisiert: %n Änderungen hochgeladen, %1 heruntergeladen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 changed while you were editing. Your edits are kept; look at them before you save.</source>
        <translation>%1 wurde geändert, während Sie bearbeitet haben. Ihre Bearbeitungen sind erhalten; sehen Sie sie an, bevor Sie speichern.</translation>
    </message>
    <message>
        <source>A new project file arrived; yours stays open.</source>
        <translation>Eine neue Projektdatei ist angekommen; Ihre bleibt geöffnet.</translation>
    </message>
    <message>
        <source>%1, %2: %3 on the server</source>
        <translation>%1, %2: %3 auf dem Server</translation>
    </message>
    <message>
        <source>%1, %2: %3 here</source>
        <translation>%1, %2: %3 hier</translation>
    </message>
    <message>
        <source>The server went back to %1, as after a restored backup. Files that differ were kept in both forms: compare them.</source>
        <translation>Der Server ging auf %1 zurück, wie nach dem Einspielen einer Sicherung. Dateien, die sich unterscheiden, wurden in beiden Fassungen behalten: Vergleichen Sie sie.</translation>
    </message>
</context>
<context>
    <name>syncline::QgisEngine</name>
    <message>
        <source>Sync %1</source>
        <translation>%1 synchronisieren</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
</context>
<context>
    <name>syncline::QgisHost</name>
    <message>
        <source>Project file %1</source>
        <translation>Projektdatei %1</translation>
    </message>
    <message>
        <source>QGIS gave no reason</source>
        <translation>QGIS hat keinen Grund genannt</translation>
    </message>
</context>
<context>
    <name>syncline::RoleDelegate</name>
    <message>
        <source>Role of %1</source>
        <translation>Rolle von %1</translation>
    </message>
    <message>
        <source>The workspace gives %1 already; a project role can only raise that.</source>
        <translation>Der Arbeitsbereich gibt bereits %1; eine Projektrolle kann das nur erhöhen.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Also Reset Roles Set on Projects (%1)</source>
        <translation>Auch in Projekten gesetzte Rollen zurücksetzen (%1)</translation>
    </message>
    <message>
        <source>Also Reset Roles Set on Projects</source>
        <translation>Auch in Projekten gesetzte Rollen zurücksetzen</translation>
    </message>
    <message>
        <source>With the role chosen here, roles set on single projects go</source>
        <translation>Mit der hier gewählten Rolle entfallen Rollen, die in einzelnen Projekten gesetzt sind</translation>
    </message>
</context>
<context>
    <name>syncline::SignInDialog</name>
    <message>
        <source>Sign In</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort anzeigen</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>Passwort verbergen</translation>
    </message>
    <message>
        <source>Looking for the server…</source>
        <translation>Server wird gesucht…</translation>
    </message>
    <message>
        <source>Enter the address of your server.</source>
        <translation>Geben Sie die Adresse Ihres Servers ein.</translation>
    </message>
    <message>
        <source>Enter your user name or e-mail.</source>
        <translation>Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.</translation>
    </message>
    <message>
        <source>Enter your password.</source>
        <translation>Geben Sie Ihr Passwort ein.</translation>
    </message>
    <message>
        <source>✓ Mergin Maps server, version %1</source>
        <translation>✓ Mergin-Maps-Server, Version %1</translation>
    </message>
    <message>
        <source>✓ Community server, version %1</source>
        <translation>✓ Community-Server, Version %1</translation>
    </message>
    <message>
        <source>✓ Enterprise server, version %1</source>
        <translation>✓ Enterprise-Server, Version %1</translation>
    </message>
    <message>
        <source>⚠ Version %1 is older than %2; some functions are missing.</source>
        <translation>⚠ Version %1 ist älter als %2; einige Funktionen fehlen.</translation>
    </message>
    <message>
        <source>Cancel Sign-In</source>
        <translation>Anmeldung abbrechen</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung läuft…</translation>
    </message>
    <message>
        <source>In the System Keyring</source>
        <translation>Im Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>In the QGIS Authentication Database</source>
        <translation>In der QGIS-Authentifizierungsdatenbank</translation>
    </message>
    <message>
        <source>Until QGIS Closes</source>
        <translation>Bis QGIS geschlossen wird</translation>
    </message>
</context>
<context>
    <name>syncline::StateTexts</name>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Everything is synced.</source>
        <translation>Alles ist synchronisiert.</translation>
    </message>
    <message>
        <source>You are offline. Keep working; sync when you are back.</source>
        <translation>Sie sind offline. Arbeiten Sie weiter; synchronisieren Sie, sobald Sie wieder online sind.</translation>
    </message>
    <message>
        <source>You are signed out. Your changes stay here.</source>
        <translation>Sie sind abgemeldet. Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>You are signed out of %1. Your changes stay here.</source>
        <translation>Sie sind von %1 abgemeldet. Ihre Änderungen bleiben hier.</translation>
    </message>
    <message>
        <source>Open a project to see its changes.</source>
        <translation>Öffnen Sie ein Projekt, um seine Änderungen zu sehen.</translation>
    </message>
    <message>
        <source>Open a synced project to see its changes; this one is not saved yet.</source>
        <translation>Öffnen Sie ein synchronisiertes Projekt, um seine Änderungen zu sehen; dieses ist noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>This project is not on a server yet.</source>
        <translation>Dieses Projekt ist noch nicht auf einem Server.</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) here, %1 on the server</source>
        <translation>
            <numerusform>%n Änderung hier, %1 auf dem Server</numerusform>
            <numerusform>%n Änderungen hier, %1 auf dem Server</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) here are not uploaded yet</source>
        <translation>
            <numerusform>%n Änderung hier ist noch nicht hochgeladen</numerusform>
            <numerusform>%n Änderungen hier sind noch nicht hochgeladen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) on the server are not here yet</source>
        <translation>
            <numerusform>%n Änderung auf dem Server ist noch nicht hier</numerusform>
            <numerusform>%n Änderungen auf dem Server sind noch nicht hier</numerusform>
        </translation>
    </message>
    <message>
        <source>A new version on the server is not here yet</source>
        <translation>Eine neue Version auf dem Server ist noch nicht hier</translation>
    </message>
    <message numerus="yes">
        <source>; %n conflict(s) wait for your choice.</source>
        <translation>
            <numerusform>; %n Konflikt wartet auf Ihre Entscheidung.</numerusform>
            <numerusform>; %n Konflikte warten auf Ihre Entscheidung.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird gestoppt…</translation>
    </message>
    <message>
        <source>Almost done; this step is not interrupted.</source>
        <translation>Fast fertig; dieser Schritt wird nicht unterbrochen.</translation>
    </message>
    <message>
        <source>It stops at the next safe point.</source>
        <translation>Es stoppt an der nächsten sicheren Stelle.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>File %1 of %2</source>
        <translation>Datei %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n s left</source>
        <translation>
            <numerusform>noch %n s</numerusform>
            <numerusform>noch %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Taking longer than usual.</source>
        <translation>Dauert länger als üblich.</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) have unsaved edits.</source>
        <translation>
            <numerusform>%n Layer hat ungespeicherte Bearbeitungen.</numerusform>
            <numerusform>%n Layer haben ungespeicherte Bearbeitungen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server asks to wait %n s.</source>
        <translation>
            <numerusform>Der Server bittet, %n s zu warten.</numerusform>
            <numerusform>Der Server bittet, %n s zu warten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Somebody else is uploading. Trying again in %n s.</source>
        <translation>
            <numerusform>Jemand anderes lädt gerade hoch. Neuer Versuch in %n s.</numerusform>
            <numerusform>Jemand anderes lädt gerade hoch. Neuer Versuch in %n s.</numerusform>
        </translation>
    </message>
    <message>
        <source>The last sync was interrupted. Everything is kept; finishing takes a moment.</source>
        <translation>Die letzte Synchronisierung wurde unterbrochen. Alles ist erhalten; das Abschließen dauert einen Moment.</translation>
    </message>
    <message numerus="yes">
        <source>Synced; %n conflict(s) wait for your choice.</source>
        <translation>
            <numerusform>Synchronisiert; %n Konflikt wartet auf Ihre Entscheidung.</numerusform>
            <numerusform>Synchronisiert; %n Konflikte warten auf Ihre Entscheidung.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Synced, except %n file(s).</source>
        <translation>
            <numerusform>Synchronisiert, außer %n Datei.</numerusform>
            <numerusform>Synchronisiert, außer %n Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 here</source>
        <translation>%1 hier</translation>
    </message>
    <message>
        <source>%1 on server</source>
        <translation>%1 auf dem Server</translation>
    </message>
    <message>
        <source>checked %1</source>
        <translation>geprüft %1</translation>
    </message>
    <message>
        <source>checking…</source>
        <translation>wird geprüft…</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>Synchronisiert</translation>
    </message>
    <message>
        <source>%1 here, %2 on server</source>
        <translation>%1 hier, %2 auf dem Server</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>Abgemeldet</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>The last sync was interrupted.</source>
        <translation>Die letzte Synchronisierung wurde unterbrochen.</translation>
    </message>
    <message>
        <source>Both versions are kept: “%1”</source>
        <translation>Beide Versionen bleiben erhalten: „%1“</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>A new project file arrived; yours stays open.</source>
        <translation>Eine neue Projektdatei ist angekommen; Ihre bleibt geöffnet.</translation>
    </message>
    <message>
        <source>The server&apos;s change to “%1” waits.</source>
        <translation>Die Änderung des Servers an „%1“ wartet.</translation>
    </message>
    <message>
        <source>“%1” was not uploaded.</source>
        <translation>„%1“ wurde nicht hochgeladen.</translation>
    </message>
    <message>
        <source>Reader</source>
        <translation>Leser</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>Bearbeiter</translation>
    </message>
    <message>
        <source>Writer</source>
        <translation>Schreiber</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>Downloading %1 %</source>
        <translation>Wird heruntergeladen: %1 %</translation>
    </message>
    <message>
        <source>Downloading…</source>
        <translation>Wird heruntergeladen…</translation>
    </message>
    <message>
        <source>Combining…</source>
        <translation>Wird zusammengeführt…</translation>
    </message>
    <message>
        <source>Combining %1</source>
        <translation>%1 wird zusammengeführt</translation>
    </message>
    <message>
        <source>Uploading %1 %</source>
        <translation>Wird hochgeladen: %1 %</translation>
    </message>
    <message>
        <source>Uploading…</source>
        <translation>Wird hochgeladen…</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>Wird abgeschlossen…</translation>
    </message>
    <message>
        <source>The server&apos;s change to “%1” waits until you finish editing it.</source>
        <translation>Die Änderung des Servers an „%1“ wartet, bis Sie die Bearbeitung beenden.</translation>
    </message>
    <message>
        <source>The project file has changes that are not saved.</source>
        <translation>Die Projektdatei hat Änderungen, die nicht gespeichert sind.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more conflict(s)</source>
        <translation>
            <numerusform>und %n weiterer Konflikt</numerusform>
            <numerusform>und %n weitere Konflikte</numerusform>
        </translation>
    </message>
    <message>
        <source>Both sides changed the same values: “%1”</source>
        <translation>Beide Seiten haben dieselben Werte geändert: „%1“</translation>
    </message>
    <message>
        <source>The sync data of this folder is damaged. Your files are fine; linking again repairs it without a new download.</source>
        <translation>Die Synchronisierungsdaten dieses Ordners sind beschädigt. Ihre Dateien sind in Ordnung; erneutes Verknüpfen repariert sie ohne neuen Download.</translation>
    </message>
    <message>
        <source>It is time to see who still needs access: %1.</source>
        <translation>Es ist Zeit zu prüfen, wer den Zugriff noch braucht: %1.</translation>
    </message>
</context>
<context>
    <name>syncline::StatusPanel</name>
    <message>
        <source>State of the project</source>
        <translation>Zustand des Projekts</translation>
    </message>
    <message>
        <source>Download Changes Only</source>
        <translation>Nur Änderungen herunterladen</translation>
    </message>
    <message>
        <source>Upload Changes Only</source>
        <translation>Nur Änderungen hochladen</translation>
    </message>
    <message>
        <source>Remove on the Server</source>
        <translation>Auf dem Server entfernen</translation>
    </message>
    <message>
        <source>Needs You (%1)</source>
        <translation>Zu erledigen (%1)</translation>
    </message>
</context>
<context>
    <name>syncline::SynclineDock</name>
    <message>
        <source>Syncline</source>
        <translation>Syncline</translation>
    </message>
</context>
<context>
    <name>syncline::SynclinePlugin</name>
    <message>
        <source>Show in File Manager</source>
        <translation>In Dateiverwaltung anzeigen</translation>
    </message>
</context>
<context>
    <name>syncline::TypedConfirmBar</name>
    <message>
        <source>Your user name</source>
        <translation>Ihr Benutzername</translation>
    </message>
    <message>
        <source>Type “%1” first</source>
        <translation>Geben Sie zuerst „%1“ ein</translation>
    </message>
</context>
</TS>
