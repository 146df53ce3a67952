// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/net/retryingtransport.h"
#include "core/people/odsdirectory.h"
#include "plugin/dialogs/peopleexport.h"
#include "plugin/dialogs/peoplepresenter.h"

#include <QTimer>

namespace syncline
{
  //! How an Opendatasoft domain is reached; the key is kept elsewhere.
  struct DomainSettings
  {
      QUrl root;
      ods::KeyPlace keyPlace = ods::KeyPlace::Header;
      QString keyPrefix = QStringLiteral( "Apikey" );
      KeepPlace keep = KeepPlace::Keyring;
      QString host() const { return root.host(); }
  };

  //! The domains that were added, newest first; in QSettings, without their keys.
  QList<DomainSettings> knownDomains();
  void rememberDomain( const DomainSettings &domain );
  //! The name under which the key of a domain is kept; the command line finds it by the same.
  QString domainKeyName( const QUrl &root );

  //! One domain, ready to be asked: what is needed to talk to it, in the order in which it needs each other.
  struct DomainLink
  {
      DomainLink( std::unique_ptr<Transport> wire, Clock &clock, const ods::Access &access );
      std::unique_ptr<Transport> wire;
      RetryingTransport retried;
      ods::Client client;
      people::OdsDirectory directory;
  };

  /**
   * The users of an Opendatasoft domain without widgets: searched, filtered and sorted by the server, a page at a time; one user
   * read whole, changed, deleted; all of them exported. Independent of the account of Mergin Maps. Main thread; never waits.
   */
  class PeopleDomainPresenter : public QObject
  {
      Q_OBJECT
    public:
      explicit PeopleDomainPresenter( const PeopleParts &parts, QObject *parent = nullptr );
      ~PeopleDomainPresenter() override;

      PeopleModel &model() { return mModel; }
      const QList<DomainSettings> &domains() const { return mDomains; }
      const DomainSettings &domain() const { return mDomain; }
      bool isOpen() const { return mLink != nullptr; }
      const QList<ods::Group> &groups() const { return mGroups; }
      //! Shared: windows that were opened from here may outlive a change of the domain.
      std::shared_ptr<people::PeopleDirectory> directory() const;
      std::optional<qint64> total() const { return mTotal; }

      //! Opens the domain that was shown last, with the key from its store.
      void start();
      void choose( int index );
      //! Takes a domain over, keeps its key where that was chosen, and shows its users.
      void open( const DomainSettings &domain, const QByteArray &key );

      void reload();
      void setSearch( const QString &text ); //!< asks after a pause
      void setRight( const QString &right, bool throughGroups );
      //! Ascending, which is all that the API knows. \a isFurther: another key behind those there are.
      void setSort( PeopleModel::Column column, bool isFurther );
      const QStringList &sortKeys() const { return mQuery.sort; }

      //! The users of a group as people to add somewhere else; the domain must be open.
      Call<QList<people::PersonEntry>> entriesOfGroup( const QString &uid );

      void askUser( const QString &userName );
      void save( const ods::User &base, const QJsonObject &changes );
      void remove( const QString &userName );
      //! JSON has every field of every user, CSV what the domain puts into it.
      void exportTo( const QString &path, const PeopleExport &how );

    Q_SIGNALS:
      void domainsChanged();
      void keyWanted( const syncline::DomainSettings &domain ); //!< none is kept, or it cannot be read
      void loading();
      void loaded();
      void groupsLoaded();
      void troubled( const syncline::ErrorText &why );
      void userArrived( const syncline::ods::User &user );
      void saved( const QString &sentence );
      //! Somebody else changed the same fields of \a user meanwhile; nothing was saved. troubled() tells which.
      void conflicted( const syncline::ods::User &user );
      void notKept( const QString &sentence );

    private:
      void link( const DomainSettings &domain, const QByteArray &key );
      void loadGroups();
      void loadPage();
      void askAfterConflict( const QString &userName );
      void say( const Error &error, const QString &who, const QString &what );

      PeopleParts mParts;
      PeopleModel mModel;
      QList<DomainSettings> mDomains;
      DomainSettings mDomain;
      std::shared_ptr<DomainLink> mLink;
      QList<ods::Group> mGroups;
      people::PeopleQuery mQuery;
      std::optional<qint64> mTotal;
      QTimer mTypingPause;
      std::unique_ptr<QObject> mListReceiver; //!< renewed with each question: older answers find nobody
      std::unique_ptr<QObject> mUserReceiver;
  };
} // namespace syncline
